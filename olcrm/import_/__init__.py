"""Files that are brought in: how their columns are understood, what each row becomes, what was brought in before."""
