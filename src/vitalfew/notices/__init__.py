"""Who is told what, where and when: written with what happened, sent afterwards."""
