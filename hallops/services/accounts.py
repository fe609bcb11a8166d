"""Accounts: whose secret fits, who made it, who may not sign in any more. Only hashes are kept.

A secret that somebody else made is for one use: it opens nothing but the choice of one's own.
"""

from dataclasses import replace

from hallops.domain.refusal import Refusal
from hallops.ports.accounts import Account, AccountStore, Standing

FIRST_START = "serve"  # who gave the first manager's one-time password
COMMAND_LINE = "command line"
FIRST_MANAGER = "manager"
LONGEST_NAME = 40  # characters


class Accounts:
    """All accounts in memory, written through to the store."""

    def __init__(self, store: AccountStore) -> None:
        self._store = store
        self._by_name = {each.name: each for each in store.load()}

    def find(self, name: str) -> Account | None:
        return self._by_name.get(name)

    def all(self) -> list[Account]:
        return sorted(self._by_name.values(), key=lambda each: (each.standing, each.name))

    def give(self, name: str, standing: Standing, secret_hash: str, given_by: str, now: int) -> Account:
        """A new secret for one use, for an account that is there or becomes one."""
        known = self._by_name.get(name)
        if known is not None and known.standing is not standing:
            raise Refusal("account_exists", name=name)
        return self._put(Account(name, standing, secret_hash, given_by, now))

    def choose(self, account: Account, secret_hash: str, now: int) -> Account:
        """The person's own secret."""
        return self._put(replace(account, secret_hash=secret_hash, given_by=None, changed_at=now))

    def remove(self, name: str) -> None:
        """Raises Refusal: there is none, or it is the last manager's."""
        account = self.known(name)
        managers = [each for each in self._by_name.values() if each.standing is Standing.MANAGER]
        if managers == [account]:
            raise Refusal("last_manager", name=name)
        self._store.remove(name)
        self._by_name = {key: each for key, each in self._by_name.items() if key != name}

    def known(self, name: str) -> Account:
        found = self._by_name.get(name)
        if found is None:
            raise Refusal("unknown_account", name=name)
        return found

    @property
    def needs_first(self) -> bool:
        """Whether no manager has ever signed in with a secret of their own, nor got one by hand."""
        managers = [each for each in self._by_name.values() if each.standing is Standing.MANAGER]
        return all(each.given_by == FIRST_START for each in managers)

    def _put(self, account: Account) -> Account:
        self._store.put(account)
        self._by_name = {**self._by_name, account.name: account}
        return account


def require_name(name: str) -> None:
    """Raises Refusal: nothing that can be typed and read again."""
    if not (1 <= len(name) <= LONGEST_NAME and name.isprintable() and name == name.strip()):
        raise Refusal("account_name", most=LONGEST_NAME)
