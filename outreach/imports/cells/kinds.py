"""What a contact is, and whether they asked not to be contacted, as lists say it in words."""

import re

from outreach.contacts.kinds import ContactKind
from outreach.folding import fold

_KINDS = {
    ContactKind.JOURNALIST: "journaliste, journalist, journalistin, reporter, presse, press, media, medias, medium, journaux, gazeteci, "
    "basin, muhabir, 记者, 媒体, مۇخبىر",
    ContactKind.LAWYER: "avocat, avocate, lawyer, barrister, solicitor, attorney, counsel, juriste, anwalt, anwaltin, rechtsanwalt, "
    "rechtsanwaltin, avukat, 律师, ئادۋۇكات",
    ContactKind.NGO: "ong, ngo, association, collectif, charity, non profit, nonprofit, human rights organisation, nro, stk, 非政府组织, 组织",
    ContactKind.OFFICIAL: "elu, elue, official, depute, deputee, senateur, senatrice, maire, ministre, ministere, mp, mep, senator, "
    "politician, politique, diplomate, diplomat, ambassade, embassy, abgeordneter, abgeordnete, politiker, milletvekili, 官员, 议员",
    ContactKind.ACADEMIC: "universitaire, chercheur, chercheuse, academic, professor, professeur, professeure, researcher, scholar, "
    "wissenschaftler, wissenschaftlerin, akademisyen, 学者, 教授",
    ContactKind.OTHER: "autre, other, divers, andere, sonstige, diger, 其他",
}
# Words of a job title that say what somebody is; in a list of newspapers nothing else would be needed.
_JOBS = {
    ContactKind.LAWYER: "avocat, avocate, lawyer, barrister, solicitor, attorney, rechtsanwalt, rechtsanwaltin, avukat, 律师",
    ContactKind.JOURNALIST: "journaliste, journalist, reporter, correspondent, correspondant, correspondante, producer, producteur, "
    "productrice, editor, columnist, redacteur, redactrice, redakteur, redakteurin, muhabir, 记者, 编辑, مۇخبىر",
    ContactKind.OFFICIAL: "depute, deputee, senateur, senatrice, maire, ministre, minister, senator, ambassador, ambassadeur",
    ContactKind.ACADEMIC: "professor, professeur, professeure, chercheur, chercheuse, researcher",
}
_BY_KIND_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split(", ")}
_BY_JOB_WORD = {word: kind for kind, words in _JOBS.items() for word in words.split(", ")}
_STOP = re.compile(
    r"ne (?:pas|plus) (?:\w+ )?(?:contacter|ecrire|solliciter|relancer)|ne (?:veut|souhaite|desire) (?:pas|plus) etre (?:re)?contacte"
    r"|do not (?:contact|write|mail|email)|don't (?:contact|write|mail|email)|not to be contacted|opted? out|stop writing"
    r"|nicht (?:mehr )?(?:kontaktieren|anschreiben)|iletisim kurmayin|temasa gecmeyin|请勿联系|不要联系"
)
_YES = frozenset({"oui", "o", "yes", "y", "x", "1", "true", "vrai", "ja", "evet", "是", "✓", "✔", "done", "fait"})
_NO = frozenset({"non", "n", "no", "0", "false", "faux", "nein", "hayir", "否", "-", "–"})


def kind_of(text: str) -> ContactKind | None:
    """Return the kind that `text` names, in the singular or the plural; None when it names none."""
    key = fold(text).strip(" .")
    return (
        _BY_KIND_WORD.get(key) or _BY_KIND_WORD.get(key.removesuffix("s")) or _BY_KIND_WORD.get(key.removesuffix("(e)"))
    )


def kind_by_hints(notes: str, beats: str, job_title: str) -> ContactKind | None:
    """Return the kind that a note of one word ("ngo; …"), a subject or a word of the job title gives away, if one does."""
    for cell in (notes, beats):
        for part in re.split(r"[;,.\n]", cell):
            if kind := kind_of(part):
                return kind
    words = re.split(r"[^\w']+", fold(job_title))
    return next((_BY_JOB_WORD[word] for word in words if word in _BY_JOB_WORD), None)


def asks_to_stop(text: str) -> bool:
    """Return whether `text` says that this person is not to be contacted."""
    return _STOP.search(" ".join(fold(text).split())) is not None


def truth_of(text: str) -> bool | None:
    """Return whether a cell says yes or no; None when it says something else."""
    key = fold(text).strip(" .!")
    return True if key in _YES else False if key in _NO else None
