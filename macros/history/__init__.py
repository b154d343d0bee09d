"""Git into revisions: who changed which field of which record, when and why, and how the registers stood on any day.

- In: a repository. Out: a `History`, with a trail for each record and page; nothing is kept beside Git.
- `git`: the one door to Git. Open it for something new that is asked of Git.
- `versions`: an old file into values, or into the text that it was.
- `diff`: two versions into changes, and changes into values again.
- `revisions`: commits into revisions; what a merge brought is credited to who set it.
- `load`: a repository into a history, and what the working copy adds to it.
- `pull_requests`: which pull request a commit's message names.
- `compare`: what differs between two commits, and what that touches.
- `snapshots`: the registers as they stood at the end of a day.
- `compare_days`: what became of the records between two such days.
- `describe`: changes and old values in words.
"""
