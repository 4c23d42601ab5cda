"""Two men of one name, twins, a father and a son: innocent of each other's record."""

from datetime import timedelta

from beccaria.world.stage import Stage

KEY, TITLE, INNOCENT = "same_name", "Two men of one name; twins; a father and a son of one name", True


def tell(stage: Stage) -> None:
    """Registers that merge by name alone would make one man of two."""
    here, there = stage.sites(2)
    people = stage.theatre.people
    one, two = stage.prisoner("namesake", here, culture=0), stage.prisoner("namesake", there, culture=0)
    people.printed[one] = ("Giuseppe", "Esposito", people.birthday(one))
    people.printed[two] = ("Giuseppe", "Esposito", people.birthday(two))
    left, right = stage.prisoner("twin", here, culture=0), stage.prisoner("twin", here, culture=0)
    given, surname = people.name(left)
    other = "Cosimo" if given != "Cosimo" else "Damiano"
    people.printed[right] = (other, surname, people.birthday(left))
    father, son = (
        stage.prisoner("father", there, culture=0, age=(42, 78)),
        stage.prisoner("son", here, culture=0, age=(18, 34)),
    )
    born = people.birthday(father)
    people.printed[son] = (
        *people.name(father),
        None if born is None else born + timedelta(days=23 * 365 + 41),
    )
    stage.incident(stage.when(0.4, 15), "assault", [(one, "assailant"), (left, "victim")])
    stage.incident(stage.when(0.5, 15), "damage", [(father, "suspect")])
    stage.act(stage.when(0.4, 15), "one of two men of one name strikes somebody", here, [stage.truth(one)])
