module tlsmith/test/revoked

go 1.26
