// What the library of Beats makes of output.logstash in a Beat's own config: loads it as the output does, and dials its first host.
// Answers one line: `refused-config WHY`, `plain`, `refused WHY` or `accepted`. It asks as HTTP does, so that a server has to answer.
// Without a config it is either end of a link, and obeys lines.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/elastic/elastic-agent-libs/config"
	"github.com/elastic/elastic-agent-libs/logp"
	"github.com/elastic/elastic-agent-libs/transport"
	"github.com/elastic/elastic-agent-libs/transport/tlscommon"
)

// The part of the output's own configuration that is about its link.
type output struct {
	Hosts []string          `config:"hosts"`
	TLS   *tlscommon.Config `config:"ssl"`
}

const patience = 60 * time.Second

func main() {
	if len(os.Args) < 2 {
		ends.Lines()
		return
	}
	text, err := os.ReadFile(os.Args[1])
	say("refused-config", err)
	whole, err := config.NewConfigWithYAML(text, os.Args[1])
	say("refused-config", err)
	own := struct {
		Output struct {
			Logstash output `config:"logstash"`
		} `config:"output"`
	}{}
	say("refused-config", whole.Unpack(&own))
	logger := logp.NewNopLogger()
	tls, err := tlscommon.LoadTLSConfig(own.Output.Logstash.TLS, logger)
	say("refused-config", err)
	if tls == nil {
		fmt.Println("plain")
		return
	}
	settings := transport.Config{TLS: tls, Timeout: patience}
	client, err := transport.NewClient(settings, "tcp", own.Output.Logstash.Hosts[0], 5044, logger)
	say("refused-config", err)
	say("refused", client.Connect())
	// Under TLS 1.3 the server's refusal comes behind the handshake.
	say("refused", client.SetDeadline(time.Now().Add(patience)))
	_, err = client.Write([]byte("GET / HTTP/1.0\r\n\r\n"))
	say("refused", err)
	status, err := bufio.NewReader(client).ReadString('\n')
	say("refused", err)
	if strings.Contains(status, " 400 ") {
		say("refused", fmt.Errorf("%s", strings.TrimSpace(status)))
	}
	fmt.Println("accepted")
}

func say(outcome string, err error) {
	if err == nil {
		return
	}
	fmt.Println(outcome, strings.ReplaceAll(err.Error(), "\n", " "))
	os.Exit(0)
}
