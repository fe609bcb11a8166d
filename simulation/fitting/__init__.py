"""From a hall's own past to a scenario: what its log says about who comes, how long they take and wait."""
