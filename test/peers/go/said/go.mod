module tlsmith/test/said

go 1.26
