module tlsmith/test/judge

// Decides the defaults of GODEBUG too: the table is for this version.
go 1.26
