"""What gunicorn reads by itself when it is started here; the address and the number of workers are the caller's."""

worker_class = "core.server.Worker"
logger_class = "core.server.Logger"
accesslog = (
    None  # it would have each query; core.logs.AccessLogMiddleware writes a line for each request
)
threads = 8
keepalive = 5
graceful_timeout = 5
