"""A request as HL7 FHIR R4, for the council's case management: Consent, ServiceRequest and Task.

https://hl7.org/fhir/R4/ — plain dictionaries, ready for JSON. Nothing is in it that the contact may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.consent import Consent
from earlyhelp.office import Office
from earlyhelp.requests.model import HelpRequest
from earlyhelp.requests.sharing import Shown, eyes, shared_with
from earlyhelp.wording import NOT_REACHED

Resource = dict[str, Any]

_TASK: Mapping[str, str] = {
    "sent": "requested",
    "handed_over": "requested",
    "acknowledged": "accepted",
    "contact_tried": "in-progress",
    "contact_made": "in-progress",
    "closed": "completed",
    "withdrawn": "cancelled",
    "expired": "cancelled",
}


def request_bundle(
    session: Session,
    vault: Vault,
    request: HelpRequest,
    now: datetime,
    office: Office,
    reader: str | None = None,
) -> Resource:
    """A Bundle of type collection for the contact who holds the request, as they may see it now.

    For another `reader`, the key of a contact or empty, it holds only what was agreed to for them, where they
    may step in or ask. Whoever may see nothing that was said gets what `status_bundle` gives.

    The same request gives the same ids each time. A refused item is named as denied, and its answer was never
    stored; a withdrawn or expired one is named as denied from its end on, and its answer is left out.
    """
    looking = request.contact if reader is None else reader
    seeing = eyes(session, request, looking, office)
    if seeing is None:
        return status_bundle(request, now, office)
    shown = shared_with(session, vault, request, looking, now, office)
    found = select(Consent).where(
        Consent.request_id == request.id,
        Consent.round == request.round,
        Consent.recipient == seeing.key,
        Consent.recipient_mark == seeing.mark,
    )
    consents = session.scalars(found.order_by(Consent.id)).all()
    patient = _patient(request, office)
    if "name" in shown.values:
        patient["display"] = shown.values["name"]
    consent_id = str(uuid5(UUID(request.id), "Consent"))
    consent = {**_consent(request, consents, now, office), "id": consent_id, "patient": patient}
    service, task = _standing(request, patient, office)
    service |= {"supportingInfo": [_reference("Consent", consent_id)], **_notes(shown, office)}
    return _bundle(request, [consent, service, task], now, office)


def status_bundle(request: HelpRequest, now: datetime, office: Office) -> Resource:
    """The same for whom nobody agreed to: the reference, who holds it and where it stands, nothing else."""
    return _bundle(request, _standing(request, _patient(request, office), office), now, office)


def _standing(request: HelpRequest, patient: Resource, office: Office) -> list[Resource]:
    """The ServiceRequest and its Task."""
    holder = _practitioner(office, request.contact, request.contact_mark)
    task_id = str(uuid5(UUID(request.id), "Task"))
    service = {**_service_request(request, holder, office), "id": request.id, "subject": patient}
    focus = _reference("ServiceRequest", request.id)
    return [service, {**_task(request, holder, office), "id": task_id, "focus": focus, "for": patient}]


def _patient(request: HelpRequest, office: Office) -> Resource:
    return {"type": "Patient", "identifier": _identifier(office, "reference", request.reference)}


def _bundle(request: HelpRequest, resources: Sequence[Resource], now: datetime, office: Office) -> Resource:
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": _instant(now),
        "identifier": _identifier(office, "reference", request.reference),
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _consent(request: HelpRequest, consents: Sequence[Consent], now: datetime, office: Office) -> Resource:
    states = {each.state(now) for each in consents}
    ended = "inactive" if states & {"withdrawn", "expired"} else "rejected"
    return {
        "resourceType": "Consent",
        "status": "active" if "given" in states else ended,
        "scope": _code("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
        "category": [_code("http://loinc.org", "59284-0")],
        "dateTime": _instant(max((each.decided_at for each in consents), default=request.created_at)),
        "policyRule": {"text": _versions(consents)},
        "provision": {
            "type": "deny",
            **_some("provision", (_provision(each, now, office) for each in consents)),
        },
    }


def _provision(consent: Consent, now: datetime, office: Office) -> Resource:
    """One decision: a yes is permitted from it to its end; one that has ended is denied from then on."""
    item = _code(f"{office.site}/fhir/item", consent.item)
    permitted = consent.state(now) == "given"
    provision: Resource = {
        "type": "permit" if permitted else "deny",
        "actor": [
            {
                "role": _code("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
                "reference": _practitioner(office, consent.recipient, consent.recipient_mark),
            }
        ],
        "code": [{**item, "text": office.agreement.label_for_staff(consent.item)}],
    }
    if consent.expires_at is not None:
        ends = min(consent.expires_at, consent.withdrawn_at or consent.expires_at)
        period = {"start": consent.decided_at, "end": ends} if permitted else {"start": ends}
        provision["period"] = {key: _instant(moment) for key, moment in period.items()}
    return provision


def _service_request(request: HelpRequest, holder: Resource, office: Office) -> Resource:
    ended = {"withdrawn": "revoked", "expired": "revoked", "closed": "completed"}
    return {
        "resourceType": "ServiceRequest",
        "identifier": [_identifier(office, "reference", request.reference)],
        "status": ended.get(request.status, "active"),
        "intent": "order",
        "code": {"text": "Early help"},
        "authoredOn": _instant(request.created_at),
        "performer": [holder],
    }


def _task(request: HelpRequest, holder: Resource, office: Office) -> Resource:
    status = "failed" if request.outcome == NOT_REACHED else _TASK[request.status]
    task: Resource = {
        "resourceType": "Task",
        "status": status,
        "businessStatus": {"text": request.status.replace("_", " ")},
        "intent": "order",
        "code": _code("http://hl7.org/fhir/CodeSystem/task-code", "fulfill"),
        "authoredOn": _instant(request.created_at),
        "lastModified": _instant(max(request.changed_at, request.ended_at or request.changed_at)),
        "owner": holder,
        "restriction": {"period": {"end": _instant(request.due_at)}},
    }
    outcome = office.wording.outcomes.get(request.outcome or "")
    if outcome is not None:
        task["statusReason"] = {"text": outcome.label}
    return task


def _notes(shown: Shown, office: Office) -> Resource:
    """What must be heeded first, then the answers in the order in which they were asked."""
    cautions = [office.wording.cautions[each] for each in shown.cautions]
    label = office.agreement.label_for_staff
    answers = [f"{label(item)}: {text}" for item, text in shown.values.items()]
    return _some("note", ({"text": text} for text in [*cautions, *answers]))


def _versions(consents: Iterable[Consent]) -> str:
    shown = sorted({each.wording_version for each in consents})
    return "Words of consent, version " + ", ".join(map(str, shown)) if shown else "Nothing was asked for"


def _practitioner(office: Office, key: str, mark: str) -> Resource:
    """The person that was meant; of one who has left, that they have, and never who came after them."""
    contact = office.contacts.person(key, mark)
    if contact is None:
        return {"type": "Practitioner", "display": office.name_of(None)}
    return {
        "type": "Practitioner",
        "identifier": _identifier(office, "contact", contact.key),
        "display": f"{contact.name}, {contact.role}, {contact.agency}",
    }


def _identifier(office: Office, kind: str, value: str) -> Resource:
    return {"system": f"{office.site}/fhir/{kind}", "value": value}


def _reference(kind: str, resource_id: str) -> Resource:
    return {"reference": f"urn:uuid:{resource_id}", "type": kind}


def _code(system: str, code: str) -> Resource:
    return {"coding": [{"system": system, "code": code}]}


def _some(key: str, values: Iterable[Resource]) -> Resource:
    """The key with its values, or nothing: FHIR has no empty lists."""
    found = list(values)
    return {key: found} if found else {}


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
