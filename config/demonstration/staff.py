"""The teams and the officers of the demonstration, and who of them signs in."""

from dataclasses import dataclass

from people.choices import Role

# team code, name, agency, delivery unit, region, postcode of the office: of an area that there is not
TEAMS = (
    ("DP0", "Eastmoor Police Command", "police", "Eastmoor Police", "Eastmoor", "ZZ1 1AA"),
    ("DP1", "Eastmoor Public Protection North", "police", "Eastmoor Police", "Eastmoor", "ZZ1 1AA"),
    ("DP2", "Eastmoor Public Protection South", "police", "Eastmoor Police", "Eastmoor", "ZZ4 2AA"),
    ("DP3", "Eastmoor Online Offending", "police", "Eastmoor Police", "Eastmoor", "ZZ1 1AA"),
    ("DN1", "Eastmoor Probation", "probation", "Eastmoor PDU", "Eastmoor", "ZZ2 1AA"),
    ("DN2", "Eastmoor Programmes", "probation", "Eastmoor PDU", "Eastmoor", "ZZ2 1AA"),
    ("DW1", "Westhaven Probation", "probation", "Westhaven PDU", "Westhaven", "ZZ8 1AA"),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """An officer of the demonstration; `cases` is how many of the general area's they hold."""

    code: str
    forenames: str
    surname: str
    team: str
    grade: str
    cases: int = 0
    hours: str = "37"
    trained: bool = True

    @property
    def agency(self) -> str:
        return "police" if self.team.startswith("DP") else "probation"


AMIRA, BEN, CHIDI, FARAH, DEE, IVY = "DP1001", "DP1002", "DP2001", "DN1001", "DP1009", "DP0001"
IDRIS, JO, KOFI, TESS, MILO, PRIYA = "DN1002", "DN1009", "DW1001", "DN2009", "DN2001", "DN2002"
OFFICERS = (
    Staff(AMIRA, "Amira", "Khan", "DP1", "DC", 26),
    Staff(BEN, "Ben", "Mason", "DP1", "DC", 20),
    Staff("DP1003", "Grace", "Featherstonehaugh", "DP1", "PC", 0, trained=False),
    Staff(DEE, "Dee", "Walsh", "DP1", "DS"),
    Staff(CHIDI, "Chidi", "Eze", "DP2", "DC", 26),
    Staff("DP2009", "Quentin", "Lloyd-Hughes", "DP2", "DS"),
    Staff(IVY, "Ivy", "Brandt", "DP0", "DI"),
    Staff(FARAH, "Farah", "Aziz", "DN1", "PO", 24),
    Staff(IDRIS, "Idris", "Novák", "DN1", "PSO", 40, hours="30"),
    Staff(JO, "Jo", "St. John", "DN1", "SPO"),
    Staff(TESS, "Tess", "Marsh", "DN2", "SPO"),
    Staff(MILO, "Milo", "Grant", "DN2", "PSO"),
    Staff(PRIYA, "Priya", "Dale", "DN2", "PO"),
    Staff(KOFI, "Kofi", "de Souza", "DW1", "PO", 50),
    Staff("DW1009", "Lena", "O'Brien", "DW1", "SPO"),
)
# Hours a week that an officer has less, with the reason.
LESS = ((IDRIS, "trade_union", "3.7"),)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in."""

    name: str
    roles: tuple[Role, ...]
    officer: str
    sees: str

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@example.invalid"


# For demonstration only: the command refuses any database that holds something else.
PASSWORD = "eastmoor-visits-2026"  # noqa: S105
ACCOUNTS = (
    Account("Amira Khan", (Role.OFFICER,), AMIRA, "police officer: her own cases, and her team's"),
    Account("Ben Mason", (Role.OFFICER,), BEN, "police officer of the same team"),
    Account("Chidi Eze", (Role.OFFICER,), CHIDI, "police officer of another team"),
    Account("Farah Aziz", (Role.OFFICER,), FARAH, "probation officer: some of Amira's cases too"),
    Account("Idris Novák", (Role.OFFICER,), IDRIS, "probation officer of the same team"),
    Account("Jo St. John", (Role.OFFICER, Role.SUPERVISOR), JO, "supervises Farah's team"),
    Account(
        "Tess Marsh", (Role.TREATMENT_MANAGER,), TESS, "runs the groups of Eastmoor, places people"
    ),
    Account("Milo Grant", (Role.OFFICER,), MILO, "runs groups and keeps their registers"),
    Account(
        "Grace Featherstonehaugh", (Role.OFFICER,), "DP1003", "police officer without a case yet"
    ),
    Account("Dee Walsh", (Role.OFFICER, Role.SUPERVISOR), DEE, "supervises Amira's team"),
    Account(
        "Ivy Brandt", (Role.HEAD,), IVY, "heads Eastmoor Police: reads every case of its teams"
    ),
    Account(
        "Nora Lind",
        (Role.MAPPA_COORDINATOR,),
        "",
        "coordinates MAPPA in Eastmoor: who is screened, their levels and plans, no case",
    ),
    Account("Gwen Pryce", (Role.AUDITOR,), "", "reads the log of who looked at what, no case"),
    Account("Hal Osei", (Role.ADMINISTRATOR,), "", "manages users and reference data, no case"),
)
