package main

import (
	"crypto/tls"

	"github.com/elastic/elastic-agent-libs/config"
	"github.com/elastic/elastic-agent-libs/logp"
	"github.com/elastic/elastic-agent-libs/transport/tlscommon"

	"tlsmith/test/obey"
)

// Either end of a link as Beats make it: an output that dials, an input that demands certificates.
var ends = obey.Ends{
	Client: func(host, ca string) (*tls.Config, error) {
		var own tlscommon.Config
		if err := unpack(map[string]any{"certificate_authorities": []string{ca}}, &own); err != nil {
			return nil, err
		}
		loaded, err := tlscommon.LoadTLSConfig(&own, logp.NewNopLogger())
		if err != nil {
			return nil, err
		}
		return loaded.BuildModuleClientConfig(host), nil
	},
	Server: func(certificate, key, ca string) (*tls.Config, error) {
		var own tlscommon.ServerConfig
		said := map[string]any{
			"certificate":             certificate,
			"key":                     key,
			"certificate_authorities": []string{ca},
			"client_authentication":   "required",
		}
		if err := unpack(said, &own); err != nil {
			return nil, err
		}
		loaded, err := tlscommon.LoadTLSServerConfig(&own, logp.NewNopLogger())
		if err != nil {
			return nil, err
		}
		return loaded.BuildServerConfig(""), nil
	},
}

func unpack(said map[string]any, into any) error {
	made, err := config.NewConfigFrom(said)
	if err != nil {
		return err
	}
	return made.Unpack(into)
}
