"""The practice's own program of rewards: what is handed to whom on which occasion."""

from dataclasses import asdict

from sqlalchemy import or_, select, update

from refcli.core.gifts.rewards import KeptReward, Reward
from refcli.core.vocabulary import IncentiveForm, RecipientClass
from refcli.errors import RefusedError
from refcli.storage.book.door import Book
from refcli.storage.book.rows import insert_row
from refcli.storage.schema.room_tables import REWARD


def read_rewards(book: Book, *, ended: bool = False) -> list[KeptReward]:
    """The program as of today, in order of entry; with what ended before, if asked."""
    statement = select(REWARD).where(REWARD.c.added_on <= book.today).order_by(REWARD.c.id)
    if not ended:
        statement = statement.where(
            or_(REWARD.c.ended_on.is_(None), REWARD.c.ended_on > book.today)
        )
    return [
        KeptReward(
            row.id,
            Reward(
                what=row.what,
                to_whom=RecipientClass(row.to_whom),
                occasion=row.occasion,
                form=IncentiveForm(row.form),
                value_cents=row.value_cents,
                hangs_on_referral=row.hangs_on_referral,
                announced=row.announced,
            ),
            row.added_on,
            row.ended_on if row.ended_on and row.ended_on <= book.today else None,
        )
        for row in book.session.execute(statement)
    ]


def add(book: Book, reward: Reward) -> int:
    """Take a reward into the program, from today on; its number."""
    words = {"to_whom": reward.to_whom.value, "form": reward.form.value}
    return insert_row(book, REWARD, **asdict(reward) | words, added_on=book.today)


def end(book: Book, reward_id: int) -> KeptReward:
    """Take a reward out of the program, from today on; the reward."""
    found = next((one for one in read_rewards(book) if one.id == reward_id), None)
    if found is None:
        raise RefusedError(f"There is no reward {reward_id} to end. See: ref reward show")
    book.session.execute(update(REWARD).where(REWARD.c.id == reward_id).values(ended_on=book.today))
    return found
