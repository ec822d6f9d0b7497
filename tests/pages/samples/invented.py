"""Whom the gallery shows: invented patients, each with what did not go as planned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One invented patient: when the surgery is, what is not done although its time came, what deviated."""

    family: str
    given: str
    own: str
    birth: str
    number: str
    surgery: int  # days from today
    skipped: tuple[str, ...] = ()
    deviated: tuple[tuple[str, str], ...] = ()
    late: tuple[str, ...] = ()
    anaemia: bool = False
    hours: int = 0


CASES = (
    Case("Haddad", "Samir", "", "1963-02-11", "48 3050", 33, ("imaging", "decide"), hours=2),
    Case("Lefèvre", "Claire", "", "1965-04-02", "48 5584", 2, ("school",)),
    Case("Tursunov", "Rustam", "Турсунов, Рустам", "1957-01-20", "48 6186", 5, ("anaemia",), anaemia=True),
    Case(
        "Petrova",
        "Anna Sergeyevna",
        "Петрова, Анна Сергеевна",
        "1959-03-14",
        "48 2716",
        6,
        ("anaemia", "school", "decide"),
        late=("imaging",),
        anaemia=True,
    ),
    Case("Kuznetsov", "Pavel", "Кузнецов, Павел", "1955-08-30", "48 5955", -2, ("walk",)),
    Case("Ben-David", "Yael", "בן־דוד, יעל", "1971-05-19", "48 3967", -12, ("walk", "physio"), late=("imaging",)),
    Case("Gromov", "Sergey", "Громов, Сергей", "1960-06-07", "48 4331", 21, ("imaging",)),
    Case(
        "Sorokina", "Vera", "Сорокина, Вера", "1945-12-01", "48 4184", 1, (), (("school", "medical-contraindication"),)
    ),
    Case(
        "Abramov", "Lev", "Абрамов, Лев", "1956-03-03", "48 2581", -1, ("walk", "leave"), (("txa", "patient-choice"),)
    ),
    Case("Volkov", "Andrei", "Волков, Андрей", "1967-10-10", "48 4185", 0, ("surgery", "walk", "leave", "txa")),
    Case("Cohen", "Batya", "כהן, בתיה", "1953-07-24", "48 2462", -1, ("leave",)),
    Case("Ivanov", "Dmitri", "Иванов, Дмитрий", "1969-09-09", "48 4240", 30, ("decide",)),
    Case("Egorov", "Mikhail", "Егоров, Михаил", "1951-02-17", "48 4835", -13, ("physio",)),
    Case("Nikitina", "Galina", "Никитина, Галина", "1948-11-05", "48 5409", -44, ("prom6",)),
    Case("Moreau", "Alain", "", "1972-01-12", "48 5120", 18, ("anaemia",)),
)
