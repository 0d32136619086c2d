# Reads a kind's CSV and JSON Lines as R's users do; prints what it found as JSON: Rscript read.R FILE.csv FILE.jsonl
files <- commandArgs(trailingOnly = TRUE)
table <- read.csv(files[1], colClasses = "character", encoding = "UTF-8", check.names = FALSE)
lines <- jsonlite::stream_in(file(files[2], encoding = "UTF-8"), verbose = FALSE, simplifyVector = FALSE)
if (is.data.frame(lines)) stop("lines were simplified")
cat(jsonlite::toJSON(list(table = table, lines = lines), auto_unbox = TRUE, null = "null", digits = NA))
