-- Every value of a figure as it was published, whichever release it stands in.
CREATE INDEX sheet_history ON sheet (indicator, place, basis, breakdown, release);
