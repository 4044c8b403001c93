"""All meetings as one Parquet data set (保管): for years of meetings and for engines of any size.

tables     the rows of a meeting, public or internal, and the schema they have
dataset    the folder: written meeting by meeting, only what has changed
query      asked through DuckDB on one machine

Needs the extra ``archive`` (pyarrow, DuckDB) and is imported on use.
"""
