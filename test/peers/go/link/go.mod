module tlsmith/test/link

go 1.26
