"""Petitions and signatures."""

import hashlib

from outreach import clock
from outreach.petitions.models import Petition, PetitionCount, PetitionState, PetitionText, Signature, SignatureState
from outreach.security import vault
from tests.factories.base import RowFactory, factory

TITLES = {"en": "Free Amina Sample", "fr": "Libérez Amina Sample", "ug": "ئامىنە مىسالنى قويۇپ بېرىڭلار"}


class PetitionTextFactory(RowFactory):
    """The first version of an English text."""

    class Meta:
        model = PetitionText

    language = "en"
    version = 1
    title = factory.LazyAttribute(lambda text: TITLES.get(text.language, TITLES["en"]))
    story = "Our mother went to sign a paper and did not come back."
    appeal = "Are you a journalist, lawyer, humanist?"
    text_hash = factory.LazyAttribute(
        lambda text: hashlib.sha256(f"{text.title}\0{text.story}\0{text.appeal}".encode()).digest()
    )


class PetitionFactory(RowFactory):
    """An open petition with an English text and nobody's name yet; `languages=("en", "ug")` for more, `texts=[]` for none."""

    class Meta:
        model = Petition

    class Params:
        languages = factory.LazyAttribute(lambda petition: (petition.default_language,))
        is_open = factory.Trait(state=PetitionState.OPEN, opened_at=factory.LazyFunction(clock.now))
        draft = factory.Trait(state=PetitionState.DRAFT, opened_at=None)

    slug = factory.Sequence(lambda number: f"free-amina-{number}")
    state = PetitionState.OPEN
    opened_at = factory.LazyFunction(clock.now)
    first_goal = 500
    default_language = "en"
    texts = factory.LazyAttribute(
        lambda petition: [PetitionTextFactory.build(language=language) for language in petition.languages]
    )
    count = factory.LazyAttribute(lambda _petition: PetitionCount(confirmed=0, as_of=clock.now()))


class SignatureFactory(RowFactory):
    """A signature waiting to be confirmed; `confirmed=True` for one that counts."""

    class Meta:
        model = Signature

    class Params:
        confirmed = factory.Trait(state=SignatureState.CONFIRMED, confirmed_at=factory.LazyFunction(clock.now))

    petition = factory.SubFactory(PetitionFactory)
    text = factory.LazyAttribute(lambda signature: signature.petition.texts[0])
    text_hash = factory.LazyAttribute(lambda signature: signature.text.text_hash)
    name = factory.Sequence(lambda number: f"Robin Sample {number}")
    email = factory.Sequence(lambda number: f"robin{number}@reader.example")
    person_hash = factory.LazyAttribute(
        lambda signature: vault.keyed_hash("person", f"{signature.email}\0{signature.name}")
    )
    address_hash = factory.LazyAttribute(lambda signature: vault.keyed_hash("address", signature.email))
    consent_version = "1"
    language = "en"
