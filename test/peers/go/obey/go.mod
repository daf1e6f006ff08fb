module tlsmith/test/obey

go 1.24.0
