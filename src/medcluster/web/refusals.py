"""Which refusals are said in the reader's language?

Promise: the sentences that people meet in forms and on pages are translated word for word; every other refusal is told
by its kind in the reader's language, with what the rooms said in English as a second, technical line. The rooms never
know a language. A test keeps this list honest: each sentence is said somewhere. Must not know: HTTP.
"""

from __future__ import annotations

from medcluster.foundation import Kind, Refusal, Words, noted

SENTENCES = (
    noted("A correction needs the time at which it happened."),
    noted("A deviation needs one of the protocol's reasons."),
    noted("A reason is needed."),
    noted("A referral needs its reason."),
    noted("A stage cannot have been reached in the future."),
    noted("A step cannot be done before the patient was born."),
    noted("A step cannot be done in the future."),
    noted("An enrolment cannot end in the future."),
    noted("It can be resumed with a reason."),
    noted("Leaving a protocol needs one of its reasons."),
    noted("Name the next one first."),
    noted("No question is answered."),
    noted("Open her running enrolment, or end it first."),
    noted("Open the page again and repeat; nothing was changed."),
    noted("Say on which day the stage was reached."),
    noted("Say who must act next, and what they must do."),
    noted("Shorten what it says."),
    noted("Stages are passed in their order; reload to see where the participant stands."),
    noted("Steps are still to be done: say why the protocol ends early."),
    noted("The coordinator can resume it."),
    noted("The cluster has no such list."),
    noted("The demonstration signs in on its own machine only."),
    noted("The directory knows nobody of this name."),
    noted("The file is not kept here."),
    noted("The patient is enrolled in this protocol already."),
    noted("There is no such document."),
    noted("There is no such message."),
    noted("There is no such page."),
    noted("There is no such participant."),
    noted("There is no such patient."),
    noted("There is no such protocol."),
    noted("There is no such stage."),
    noted("There is no such version."),
    noted("This date cannot be read."),
    noted("This date lies more than ten years away."),
    noted("This enrolment has no such step."),
    noted("This enrolment is over."),
    noted("This enrolment is running."),
    noted("This form is too long, or cannot be read."),
    noted("This form was not sent from a page of this session."),
    noted("This is done already, or was never asked for."),
    noted("This is no answer to the question."),
    noted("This participant is open already."),
    noted("This patient has no such document."),
    noted("This patient has no such plan."),
    noted("This plan asks no such questions."),
    noted("This referral has been answered already."),
    noted("This referral is about another patient."),
    noted("This step is not done, so there is nothing to correct."),
    noted("This step is open, so there is nothing to undo."),
    noted("This version has nothing before it to be compared with."),
    noted("Too many people change this step at once."),
    noted("Until it is open, somebody must act next."),
    noted("Look at its year."),
    noted("Try again in a moment."),
)
_KNOWN = frozenset(SENTENCES)
_BY_KIND = frozenset({Kind.NOT_FOUND, Kind.GONE})  # whose own words name types and ids of the record


def said(words: Words, refusal: Refusal) -> str:
    """A refusal's sentence in the reader's language; empty when its kind has to do."""
    return _own(words, refusal.text, anyhow=refusal.kind not in _BY_KIND)


def hint_of(words: Words, refusal: Refusal) -> str:
    """What to do about it; empty when there is nothing in the reader's language."""
    return _own(words, refusal.hint, anyhow=True)


def technical(words: Words, refusal: Refusal) -> str:
    """What the rooms said and the page did not; empty when nothing is missing."""
    told = {said(words, refusal), hint_of(words, refusal)}
    return " ".join(text for text in (refusal.text, refusal.hint) if text and words.gettext(text) not in told)


def _own(words: Words, text: str, *, anyhow: bool) -> str:
    if text in _KNOWN:
        return words.gettext(text)
    return text if anyhow and words.language == "en" else ""
