"""By which way an exchange went, who reached out, and what a next step is, as lists say it in words."""

import re

from outreach.folding import fold
from outreach.interactions.models import Channel, Direction, FollowUpKind

_CHANNELS = {
    Channel.CALL: "tel, telephone, appel, appel telephonique, coup de fil, call, phone, phone call, voicemail, repondeur, visio, zoom, "
    "anruf, telefon, telefonat, arama, 电话",
    Channel.MEETING: "rendez vous, rdv, rencontre, reunion, entretien, couloir, dejeuner, cafe, meeting, meet, in person, lunch, coffee, "
    "corridor, interview, treffen, gorusme, toplanti, 见面, 会面",
    Channel.SIGNAL: "signal, message signal",
    Channel.WHATSAPP: "whatsapp, wa",
    Channel.EMAIL: "mail, email, e mail, courriel, mel, eposta, e posta, 邮件, 电子邮件",
    Channel.LETTER: "lettre, courrier, letter, post, brief, mektup, 信",
    Channel.SOCIAL: "twitter, x, dm, mp, mastodon, bluesky, instagram, linkedin, facebook, messenger, telegram, wechat, reseaux, 微信",
    Channel.NOTE: "note, remarque, remark, notiz, not, 备注",
}
_DIRECTIONS = {
    Direction.INCOMING: "recu, recue, entrant, in, incoming, received, from them, eux, eingehend, erhalten, gelen, 收到",
    Direction.OUTGOING: "envoye, envoyee, sortant, out, outgoing, sent, to them, nous, ausgehend, gesendet, giden, 发出",
    Direction.BOTH: "les deux, both, echange, exchange, beide, ikisi, 双方",
}
_BY_CHANNEL_WORD = {word.strip(): channel for channel, words in _CHANNELS.items() for word in words.split(",")}
_BY_DIRECTION_WORD = {word.strip(): way for way, words in _DIRECTIONS.items() for word in words.split(",")}
_CHASING = re.compile(r"\b(?:relanc|rappel|chase|remind|follow up|nachfass|erinner|hatirlat)")


def channel_of(text: str) -> Channel | None:
    """Return the channel that `text` names; None when it names none."""
    return _BY_CHANNEL_WORD.get(_key(text))


def direction_of(text: str) -> Direction | None:
    """Return who reached out, as `text` says it; None when it does not."""
    return _BY_DIRECTION_WORD.get(_key(text))


def step_kind(text: str) -> FollowUpKind:
    """Return whether the next step `text` is to remind somebody, or something to do that we promised."""
    return FollowUpKind.CHASE if not text or _CHASING.search(fold(text)) else FollowUpKind.PROMISE


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()
