module tlsmith/test/end

// Decides the defaults of GODEBUG too: the table is for this version.
go 1.26

replace tlsmith/test/obey => ../obey

require tlsmith/test/obey v0.0.0
