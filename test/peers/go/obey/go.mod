module tlsmith/test/obey

go 1.19
