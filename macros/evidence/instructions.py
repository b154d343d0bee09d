"""CHECK.txt: how to check a pack with git and sha256sum alone. Every command stands in a line of its own."""

from __future__ import annotations

import shlex

from macros.evidence.format import BUNDLE, FACTS, NAMESPACE, SIGNED, SIGNER, SUMS, Manifest


def instructions(facts: Manifest, kind: str) -> bytes:
    """The text. `kind` is that of the signature: ssh, openpgp, or empty where there is none."""
    return (
        "\n\n".join(
            [*_start(), *_files(kind), *_history(facts), *_theirs(facts), *_signature(kind)]
        ).encode()
        + b"\n"
    )


def _steps(*commands: str) -> str:
    return "\n".join(f"    {command}" for command in commands)


def _says(check: str, good: str, bad: str) -> str:
    """A command that says one of two sentences, and fails with the second."""
    return f"{check} && echo '{good}' || {{ echo 'WRONG: {bad}'; false; }}"


def _holds(listing: str, id_: str) -> str:
    return f'[[ "$({listing})" == *{id_}* ]]'


def _start() -> list[str]:
    return [
        "HOW TO CHECK THIS EVIDENCE PACK",
        (
            "You need bash, git 2.31 or later and sha256sum (on a Mac: brew install coreutils bash). Nothing of the\n"
            "landlord's is needed, and no network. Unpack the ZIP into an empty folder, open bash in it, and give\n"
            "the commands that are set in by four spaces, in order. Each prints a line or says what is wrong."
        ),
        (
            "Before you start: write down the SHA-256 of the ZIP itself as it was handed to you. Whoever can change\n"
            "the files can make this list anew, so the list alone shows damage and not deceit. The history in\n"
            "step 3, a signature in step 5, or a checksum that you were given by another way, shows the rest."
        ),
    ]


def _files(kind: str) -> list[str]:
    own = " ".join((SUMS, *([SIGNED[kind]] if kind in SIGNED else [])))
    listed = '[[ "$list" == *"  $file"$\'\\n\'* || "$own" == *" $file "* ]]'
    return [
        "1. Is every file as it was?",
        _steps(
            _says(
                f"sha256sum --check --strict --quiet {SUMS}",
                "Every file is as listed.",
                "a file is not as listed.",
            )
        ),
        "2. Is there a file that isn't listed? It would be no part of the pack.",
        _steps(
            "shopt -s globstar dotglob",
            f'list="$(<{SUMS})"$\'\\n\'; own=" {own} "; extra=""',
            f'for file in **; do [ ! -f "$file" ] || {listed} || extra="$extra $file"; done',
            'test -z "$extra" && echo \'No other file.\' || { echo "WRONG: not listed:$extra"; false; }',
        ),
    ]


def _history(facts: Manifest) -> list[str]:
    git = "git --git-dir=check.git"
    here = shlex.quote(f"{facts.folder}registers")
    return [
        f"3. Is the history whole, and does it end as {FACTS} says? The second command unpacks it into check.git.",
        _steps(
            "export GIT_NO_REPLACE_OBJECTS=1",
            f"git clone --quiet --bare {BUNDLE} check.git",
            _says(
                f"{git} fsck --full --no-progress",
                "The history is sound.",
                "the history is damaged.",
            ),
            _says(
                f'test "$({git} rev-parse HEAD)" = {facts.tip}',
                "The tip is as stated.",
                "the tip is another.",
            ),
            _says(
                f"test \"$({git} rev-parse 'HEAD^{{tree}}')\" = {facts.tree}",
                "The tree is as stated.",
                "the tree is another.",
            ),
            _says(
                f'test "$({git} rev-list --first-parent --count HEAD)" = {facts.commits}',
                f"The main line has {facts.commits} commits, as stated.",
                "the main line has another number of commits.",
            ),
            _says(
                f'test "$({git} rev-list --max-parents=0 --count HEAD)" = {len(facts.roots)}',
                "It begins as often as stated.",
                "it begins more or less often than stated.",
            ),
            *(
                _says(
                    f"{git} merge-base --is-ancestor {root} HEAD",
                    f"It begins with {root}.",
                    f"it does not begin with {root}.",
                )
                for root in facts.roots
            ),
        ),
        f"The registers of this pack are those of the commit\n{facts.commit}. Is it on the main line, and which records had it?",
        _steps(
            _says(
                _holds(f"{git} rev-list --first-parent HEAD", facts.commit),
                "The commit is on the main line.",
                "the commit is not there.",
            ),
            f"{git} ls-tree -r --name-only {facts.commit} -- {here}",
        ),
        (
            f"'{git} show {facts.commit[:12]}:PATH' prints one of them as it was, to lay beside\n"
            f"registers/*.json, and '{git} log -p -- PATH' tells its story in Git's own words."
        ),
    ]


def _theirs(facts: Manifest) -> list[str]:
    return [
        (
            "4. Is this history still in the landlord's? Put the folder of a full clone of their repository, fetched\n"
            "today, in place of check.git in the first command."
        ),
        _steps(
            "REPO=${REPO:-check.git}",
            _says(
                f'git -C "$REPO" merge-base --is-ancestor {facts.tip} HEAD',
                "Everything up to the tip is still there.",
                "the tip is not in their history. It was cut or rewritten since.",
            ),
            _says(
                _holds('git -C "$REPO" rev-list --first-parent HEAD', facts.tip),
                "The tip is still on the main line.",
                "the tip is no longer on the main line.",
            ),
        ),
        "'kim verify FILE.zip --against REPO' of the landlord's program says what became of each commit.",
    ]


def _signature(kind: str) -> list[str]:
    if kind == "ssh":
        return [
            (
                "5. Who vouches for it? This needs ssh-keygen. It prints the fingerprint of the key that signed: compare\n"
                "it with the landlord's, which you asked for by another way. A key that comes with the pack proves nothing."
            ),
            _steps(f"ssh-keygen -Y check-novalidate -n {NAMESPACE} -s {SIGNED['ssh']} < {SUMS}"),
        ]
    if kind == "openpgp":
        return [
            f"5. Who vouches for it? This needs gpg and the landlord's public key, from elsewhere than {SIGNER}.",
            _steps(f"gpg --verify {SIGNED['openpgp']} {SUMS}"),
        ]
    return [
        "5. Who vouches for it? Nobody: this pack bears no signature. Keep the checksum of the ZIP."
    ]
