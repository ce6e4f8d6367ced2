"""What messages are for, in words."""

from collections.abc import Mapping

from olcrm.kit.text import N_, _

PURPOSES: Mapping[str, str] = {
    "talk": N_("talk"),
    "remind": N_("reminder"),
    "settle": N_("reminder of the rest"),
    "due": N_("reminder of a due"),
    "release": N_("release"),
    "invoice": N_("invoice"),
    "receipt": N_("receipt"),
    "parcel": N_("parcel"),
    "reply": N_("reply"),
    "ask": N_("question"),
    "complaint": N_("complaint"),
    "claim": N_("claim"),
    "follow": N_("how is it?"),
    "resting": N_("not here for long"),
    "prospect": N_("word to a prospect"),
    "thanks": N_("thanks"),
    "sorry": N_("apology"),
    "care": N_("care tip"),
    "checkin": N_("check-in"),
    "birthday": N_("birthday"),
    "circle": N_("day of her people"),
    "holiday": N_("feast"),
    "offer": N_("offer"),
    "news": N_("news"),
    "raffle": N_("raffle"),
    "member": N_("membership"),
    "consent": N_("consent"),
    "away": N_("shop closed"),
}


def shown(purpose: str) -> str:
    """What a message is for, in the reader's words; a word of a later olcrm as it is."""
    return _(PURPOSES[purpose]) if purpose in PURPOSES else purpose
