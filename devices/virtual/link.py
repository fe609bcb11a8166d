"""A link that ends in memory: the demo and the tests print on it and read what came out."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class MemoryLink:
    """Keeps every job that was written to it, in order."""

    jobs: list[bytes] = field(default_factory=list)

    def write(self, job: bytes) -> None:
        self.jobs.append(job)
