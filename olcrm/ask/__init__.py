"""Questions that wait for an answer, visits, and what to ask somebody about."""
