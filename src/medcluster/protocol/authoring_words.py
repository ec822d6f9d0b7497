"""Which words come with the reasons that most protocols share?

Promise: a protocol that names one of these reasons without words gets these, in the four languages; its own words win.
"""

from __future__ import annotations

from collections.abc import Mapping

from medcluster.protocol.model import Text, Version

LANGUAGES = ("en", "ru", "fr", "he")

DEVIATION_REASONS: Mapping[str, Text] = {
    "medical-contraindication": {
        "en": "Medical contraindication",
        "ru": "Медицинское противопоказание",
        "fr": "Contre-indication médicale",
        "he": "התוויית נגד רפואית",
    },
    "patient-choice": {
        "en": "Patient's choice",
        "ru": "Выбор пациента",
        "fr": "Choix du patient",
        "he": "בחירת המטופל",
    },
    "no-resource": {
        "en": "No room, equipment or staff",
        "ru": "Нет помещения, оборудования или персонала",
        "fr": "Pas de salle, de matériel ou de personnel",
        "he": "אין חדר, ציוד או צוות",
    },
    "delay-upstream": {
        "en": "An earlier step was late",
        "ru": "Задержка на предыдущем этапе",
        "fr": "Retard d'une étape précédente",
        "he": "עיכוב בשלב קודם",
    },
    "not-documented": {
        "en": "Done, but not documented",
        "ru": "Выполнено, но не записано",
        "fr": "Fait, mais non documenté",
        "he": "בוצע אך לא תועד",
    },
    "other": {"en": "Another reason", "ru": "Другая причина", "fr": "Autre raison", "he": "סיבה אחרת"},
}

EXIT_REASONS: Mapping[str, Text] = {
    "completed": {
        "en": "The protocol is completed",
        "ru": "Протокол завершён",
        "fr": "Le protocole est terminé",
        "he": "הפרוטוקול הושלם",
    },
    "not-fit": {
        "en": "Not fit for this treatment",
        "ru": "Лечение противопоказано по состоянию",
        "fr": "Inapte à ce traitement",
        "he": "אינו כשיר לטיפול זה",
    },
    "patient-choice": {
        "en": "Patient's choice",
        "ru": "Выбор пациента",
        "fr": "Choix du patient",
        "he": "בחירת המטופל",
    },
    "other-treatment": {
        "en": "Another treatment was chosen",
        "ru": "Выбрано другое лечение",
        "fr": "Un autre traitement a été choisi",
        "he": "נבחר טיפול אחר",
    },
    "moved": {
        "en": "Care continues elsewhere",
        "ru": "Лечение продолжается в другом месте",
        "fr": "Les soins continuent ailleurs",
        "he": "הטיפול ממשיך במקום אחר",
    },
    "died": {"en": "The patient died", "ru": "Пациент умер", "fr": "Le patient est décédé", "he": "המטופל נפטר"},
}


def missing_words(version: Version, languages: tuple[str, ...] = LANGUAGES) -> list[tuple[str, str]]:
    """Which words a version lacks: (place, language), in the order of the text."""
    places: list[tuple[str, Text]] = [("title", version.title)]
    if version.description:
        places.append(("description", version.description))
    places += [(f"stage {stage.id}", stage.title) for stage in version.stages]
    places += [(f"anchor {name}", anchor.title) for name, anchor in version.anchors.items()]
    for step in version.steps:
        places.append((f"step {step.id}", step.title))
        if step.description:
            places.append((f"step {step.id}, description", step.description))
    places += [(f"criterion {name}", words) for name, words in version.criteria.items()]
    for name, questions in version.questionnaires.items():
        for question in questions:
            places.append((f"questionnaire {name}, {question.id}", question.text))
            places += [(f"questionnaire {name}, {question.id}, {code}", words) for code, words in question.options]
    places += [(f"deviation reason {code}", words) for code, words in version.deviation_reasons]
    places += [(f"exit reason {code}", words) for code, words in version.exit_reasons]
    places += [(f"change of {step_id}", words) for step_id, words in version.changes.items()]
    places += [(f"adaptation of {step_id}", words) for step_id, words in version.adaptations.items()]
    return [(place, language) for place, words in places for language in languages if not words.get(language)]
