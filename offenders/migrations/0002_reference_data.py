"""Contact types, outcomes, enforcement actions and registers with the field's codes (domain section 10)."""

from django.db import migrations

# code, name, flags: a appointment, n national standard, v home visit, s system generated, t not "sent home"
TYPES = {
    "Appointments": """
COAP Planned Office Visit|an
COPT Planned Telephone Contact|ant
COVC Planned Video Contact|ant
COOO Planned Contact - other than office|an
CODC Planned Doorstep Contact|an
C084 3 Way Meeting|an
COAI Initial Appointment - In office|an
CODI Initial Appointment - on Doorstep|an
COTI Initial Appointment - by Telephone|ant
COVI Initial Appointment - by Video|ant
COSR Interview for Report / Other|a
C314 Appointment with External Agency|an
CRSAPT Appointment with CRS Provider|an
C444 Other Appointment|an
C031 Other Appointment (Non NS)|a
COUP Unplanned Contact from person on probation|""",
    "Home visit": """
CHVS Home Visit to Case|anvt
C253 Home Visit - Not Notified|av
COHV Initial Appointment - Home Visit|anv
IOHV IOM Home Visit to Case|av
MO8 Management Oversight - HVRA|""",
    "MAPPA/IOM/MARAC": """
CCMR MAPPA Referral|
CCMM MAPPA Meeting|
C200 MAPPA Information|
C281 MAPPA Level 1 Review|
MAPLS MAPPA Level setting process|
MAPQ MAPPA Q screening Tool|
EASM Mappa Suitability Assessment|
CCMP Case Conference - MAPPA|
C484 MAPPA J Form - Job Centre+ Notification|
C190 AP - MAPPA/MARAC Report|
MO3 Management Oversight - MAPPA|
C277 MAPPA Initial Assessment - disclosure considered|
C279 Level 1 review - disclosure considered|
C278 Level 1 - disclosure undertaken|
DAD1 Disclosure Considered|
DAD2 Disclosure Response / Completion|
VINC ViSOR Information Contact|
ARMS1 ARMS Referral|
ARMS2 ARMS Assessment|
RM200 RM2000 Referral|
RM2003 RM2000 Assessment|
RM001 RM2000 Score|
C348 Mandatory Polygraph for Sex Offenders|
POLY06 Polygraph Referral|
POLY01 Polygraph Attendance|an
POLY02 Polygraph Exam|
POLY10 Disclosure - linked to Polygraph|
POLY13 Disclosure - not linked to Polygraph|
POLY04 Polygraph linked to recall|
POLY07 Polygraph linked to other enforcement|
POLY08 Polygraph Senior Manager Warning|
C005 MARAC Meeting|
C150 MARAC - perpetrator of DV incident|
C151 MARAC - victim of DV incident|
EASC MARAC Assessment|
ERFM MARAC Referral|
ICON IOM Conference|
CAIR IOM Review|
ERFI IOM Referral|""",
    "Programmes and interventions": """
C169 Accredited Programmes Referral|
C309 Programme Availability|
APRE Programme Pre-work|an
C086 Programme Pre-Work (Non NS)|a
C308 Pre-Programme Work Complete|
APSD Programme Start Date|
APAT Programme Session|an
C085 Programme Session (Non NS)|a
C107 Programme 1-2-1 Session|an
C108 Programme 1-2-1 Session (Non NS)|a
APOS Programme Post Work|an
C087 Programme Post-Work (Non NS)|a
CAPX IAPS Attendance|an
EIAL IAPS Status Change - Complete|s
RARP RAR Programme Day|a
CIRS Citizenship Induct. Sex Offender|an""",
    "Safeguarding and vulnerability": """
SFGC Safeguarding Check (requested)|
SFRR Safeguarding Check - response received|
CCCR Safeguarding Referral|
C158 Known Persons Check|
C157 Child Related Contact|
C078 Child Protection Meeting|
C159 Child Protection Core Group Meeting|
NSD1 Core Group meeting|
C161 Vulnerable Adult Contact|
C160 Vulnerable Adult Strategy Meeting|
EASS Safeguarding Assessment|
CCCP Safeguarding Case Conference|
C203 Health and Social Service Liaison|""",
    "Police": """
C204 Police Liaison|
C369 Police Intelligence Check (requested)|
C515 Police Intelligence Check - Response Received|
CARR Arrest Incident|
CNOC Notification of Charge|""",
    "Custody": """
C202 Prison Liaison|
POM4 POM/COM Standard Handover - Information Received|""",
    "Electronic monitoring": """
C063 Contact with EM Provider|
RTEMS Risk Notification to EMS Provider|""",
    "Anti-terrorism": """
PREVENT Prevent Activity|""",
    "Communication with person on probation": """
CTOA Phone Contact from Person on Probation|
CTOB Phone Contact to Person on Probation|
CMOA E-mail or Text from Person on Probation|
CMOB E-mail or Text to Person on Probation|
CLOA Letter from Person on Probation|
CLOB Letter to Person on Probation|
CIOA Information from Person on Probation|
CIOB Information to Person on Probation|""",
    "Communication": """
CT3A Phone Contact from Other|
CT3B Phone Contact to Other|
CM3A E-mail or Text from Other|
CM3B E-mail or Text to Other|
CL3A Letter from Other|
CL3B Letter to Other|
CIEA Information from External Agency|
CIEB Information to External Agency|
CI3A Information from 3rd Party|
CI3B Information to 3rd Party|
C326 Internal Communications|
AAM10 Critical Communications|
CVIC Victim Liaison Contact|
C378 UK Border Agency Contact|""",
    "Administrative": """
C201 Comment|
CNDC Sensitive Information Contact|""",
    "OASys": """
C004 OASys Assessment Completed|
C070 Sentence Plan - Initial|
CSPR Sentence Plan - Review|
C057 Sentence Plan - Final|""",
    "Management oversight": """
C002 Management Oversight|
MO1 Management Oversight - General|
MO2 Management Oversight - Lifer/IPP Panel|
MO5 Management Oversight - Recall|
C416 High Risk Review Meeting|
SPOD03 Case Allocation: SPO Oversight|
CSPO Consultation with Manager|""",
    "Case discussion": """
CRCO Case Reviewed by Case Manager|
C053 Case Decisions|
CTPJ Professional Judgement|""",
    "Approved premises": """
EASH Accommodation Assessment|
ERFH Accommodation Referral|
ACOM1 Accommodation Evidence|
C122 AP - Out of hours recall|
C123 AP - Hostel Curfew|
APBR Breach of AP Rules|
EBHB Hostel Breach|""",
}
QUICK = ["COAP", "CTOB", "CTOA", "COPT", "COVC", "CMOB", "C204", "C201"]
# code, name, attended, complied, needs action, enforceable, sent home, police home visit
OUTCOMES = """
ATTC|Attended - Complied|Y|Y|N|N|N|N
AFTC|Attended - Failed to Comply|Y|N|Y|Y|N|N
ATSH|Attended - Sent Home (behaviour)|Y|N|Y|Y|Y|N
ATSS|Attended - Sent Home (service issues)|Y|Y|N|N|Y|N
ATFI|Failed to Comply with other Instruction|-|N|Y|Y|N|N
UAAB|Unacceptable Absence|N|N|Y|Y|N|N
AFTA|Failed to Attend|N|N|Y|Y|N|N
AAAA|Acceptable Absence - Other|N|Y|N|N|N|N
AACL|Acceptable Absence - Court/Legal|N|Y|N|N|N|N
AAEM|Acceptable Absence - Employment|N|Y|N|N|N|N
AAFC|Acceptable Absence - Family/Childcare|N|Y|N|N|N|N
AAHO|Acceptable Absence - Holiday|N|Y|N|N|N|N
AAME|Acceptable Absence - Medical|N|Y|N|N|N|N
AARE|Acceptable Absence - Religious|N|Y|N|N|N|N
AARC|Acceptable Absence - RIC|N|Y|N|N|N|N
AASD|Acceptable Absence - Stood Down|N|Y|N|N|N|N
CO05|Acceptable Absence - Professional Judgement Decision|N|Y|N|N|N|N
CO10|Acceptable Failure - None in following 12 months|-|Y|N|N|N|N
RSSR|Rescheduled - Service Request|N|Y|N|N|N|N
RSOF|Rescheduled - Person's Request|N|Y|N|N|N|N
CO40|Suspended|N|Y|N|N|N|N
seen_inside|Seen inside|Y|Y|N|N|N|Y
seen_at_door|Seen at the door|Y|-|N|N|N|Y
seen_elsewhere|Seen elsewhere|Y|-|N|N|N|Y
not_in|No answer|N|-|N|N|N|Y
entry_refused|Entry refused|-|-|N|N|N|Y
moved_away|Moved away|N|-|N|N|N|Y
abandoned_safety|Left for safety|-|-|N|N|N|Y"""
# code, name, outstanding, response days
ACTIONS = """
ROM|Refer to Offender Manager|Y|
IBR|Breach / Recall Initiated|N|
NFA|No Further Action|N|
IMB|Immediate Breach or Recall|Y|
BIP|Breach In Progress|N|
WLS|Enforcement Letter Requested|Y|
REC|Recalled|N|
EA02|First Warning Letter Sent|N|7
EA03|Second Warning Letter Sent|N|7
EA04|Final Warning Letter Sent|N|7
EA05|Other Enforcement Letter Sent|N|7
EA06|Withdraw Warning Letter|Y|
EA07|Withdrawal of Warning|N|
EA08|Breach Letter Sent|N|7
EA09|Send Confirmation of Breach|Y|
EA10|Breach Confirmation Sent|N|
EA11|Recall Requested|N|
EA12|Decision Pending Response from Person on Probation|Y|7
EA13|YOT OM Notified|N|
LCL|Licence Compliance Letter Sent|N|7
BRE|Breach Requested|Y|
BRE02|Breach Request Actioned|N|
C173|Breach Action - Decision Pending Response|N|"""
REGISTERS = """
RCCO|Child Concerns|3
RCPR|Child Protection|3
RCHD|Risk to Children|3
CSEP|Child Sexual Exploitation - Perpetrator|3
ADWC|Barred from working with Children|6
ARSO|Registered Sex Offender|3
ANSO|Non Registered Sex Offender|3
SOPS|Sexual Harm Prevention Order / Sexual Risk Order|3
AVIS|ViSOR|6
MAPP|MAPPA|3
NOTMAPPA|Considered for MAPPA, not eligible|0
RVHR|Very High Risk of Serious Harm|6|alert
RHRH|High Risk of Serious Harm|6
RMRH|Medium Risk of Serious Harm|6
RLRH|Low Risk of Serious Harm|6
REG15|Risk to Known Adult|6
REG16|Risk to Prisoner|6
REG17|Risk to Public|6
AV2S|Risk to Staff|6|alert
REG22|Risk to Adult at Risk|6
RVAD|Safeguarding - Adult at Risk|6
ADVP|Domestic Abuse Perpetrator|3
REG30|Domestic Abuse History|0
ADVV|Domestic Abuse Victim|6
IMAR|MARAC|3
RSTO|Restraining Order|6
SPO|Stalking Protection Order|3
IRMO|Hate Crime|6
IIOM|Integrated Offender Management|6
APPO|Prolific and Priority Offender|6
INLL|Lifer|12
AMHL|Mental Health Issues|6
RMDO|Mentally Disordered Offender|6
ALSH|Suicide/Self Harm|6
RVLN|Vulnerable|0
RPIR|Public Interest Case|6
RTAO|Terrorism Act Offender|6
REG26|Organised Crime|6
STRG|Street Gangs|3
WEAP|Weapons|3
MSP|Modern Slavery Perpetrator|6
MSV|Modern Slavery Victim|6
CUCK|Cuckooing|3
ASFO|Serious Further Offence|3
INVI|Victim Contact|3
WRSM|Warrant/Summons|3|alert
HOIE|Home Office Interest|6
ALAN|Alert Notice|6|alert
ALERT|Alert Notice (general)|6|alert
IKMF|Record to be Retained|12
IKII|Keep for IICSA|3
UPWS|Unpaid Work Suspended|1
RRR|Required Risk Review|1
DORIS|DORIS|0
DOFF|Duplicate record|6
KDUP|Known duplicate record|6"""

TRUTH = {"Y": True, "N": False, "-": None}


def lines(text):
    return [line for line in text.strip().splitlines() if line]


def contact_types():
    for group, text in TYPES.items():
        for line in lines(text):
            words, flags = line.rsplit("|", 1)
            code, name = words.split(" ", 1)
            yield dict(
                code=code,
                name=name,
                group=group,
                is_appointment="a" in flags,
                is_national_standard="n" in flags,
                is_home_visit="v" in flags,
                is_system_generated="s" in flags,
                is_selectable="s" not in flags,
                can_send_home="t" not in flags,
                outcome_rule="Y" if "a" in flags else "B",
                quick_order=QUICK.index(code) if code in QUICK else None,
            )


def outcomes():
    for order, line in enumerate(lines(OUTCOMES)):
        code, name, attended, complied, action, enforceable, home, visits = line.split("|")
        yield dict(
            code=code,
            name=name,
            attended=TRUTH[attended],
            complied=TRUTH[complied],
            needs_action=TRUTH[action],
            is_enforceable=TRUTH[enforceable],
            is_sent_home=TRUTH[home],
            for_home_visits=TRUTH[visits],
            order=order,
        )


def actions():
    for order, line in enumerate(lines(ACTIONS)):
        code, name, outstanding, days = line.split("|")
        yield dict(
            code=code,
            name=name,
            is_outstanding=TRUTH[outstanding],
            response_days=int(days) if days else None,
            order=order,
        )


def registers():
    for line in lines(REGISTERS):
        code, name, months, *alert = line.split("|")
        yield dict(code=code, name=name, review_months=int(months), alerts_on_opening=bool(alert))


def add(apps, schema_editor):
    for model, rows in (
        ("ContactType", contact_types()),
        ("ContactOutcome", outcomes()),
        ("EnforcementAction", actions()),
        ("RegisterType", registers()),
    ):
        table = apps.get_model("offenders", model)
        table.objects.bulk_create(table(**row) for row in rows)


class Migration(migrations.Migration):
    dependencies = [("offenders", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
