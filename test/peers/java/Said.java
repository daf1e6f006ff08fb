// Java's TLS in everything that can go wrong with it: one line a fault, its name, a TAB and what Java says of it with all causes.
// The argument is a folder with one folder for each identity: end.crt, end.key (PKCS#8), ca.crt.

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

class Said {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static Path folder;

  public static void main(String[] words) throws Exception {
    folder = Path.of(words[0]);
    names();
    chains();
    clients();
    protocols();
    plainText();
    stores();
    keys();
    System.exit(0);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void say(String fault, Step step) {
    try {
      step.run();
      say(fault, new Exception("nothing"));
    } catch (Exception failure) {
      say(fault, failure);
    }
  }

  private static void say(String fault, Throwable failure) {
    List<String> texts = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      texts.add(cause.toString());
    }
    System.out.println(fault + "\t" + String.join(" <- ", texts).replaceAll("[\t\r\n]+", " "));
  }

  private static X509Certificate certificate(String identity, String name) throws Exception {
    try (InputStream in = Files.newInputStream(folder.resolve(identity).resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static byte[] der(String identity) throws IOException {
    String pem = Files.readString(folder.resolve(identity).resolve("end.key"));
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
  }

  private static PrivateKey key(String identity) throws Exception {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der(identity)));
  }

  private static KeyStore empty(String type) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    return store;
  }

  /** With the key of the identity, or none where it is empty. */
  private static KeyManager[] showing(String identity) throws Exception {
    KeyStore store = empty("PKCS12");
    if (!identity.isEmpty()) {
      Certificate[] chain = {certificate(identity, "end.crt")};
      store.setKeyEntry("own", key(identity), PASSWORD, chain);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trusting(Certificate... anchors) throws Exception {
    KeyStore store = empty("PKCS12");
    for (Certificate anchor : anchors) {
      store.setCertificateEntry("anchor" + store.size(), anchor);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private static SSLContext right(String identity) throws Exception {
    X509Certificate odd = certificate("nameless", "ca.crt");
    return context(showing(identity), trusting(certificate("right", "ca.crt"), odd));
  }

  private static SSLParameters parameters(String... protocols) {
    SSLParameters made = new SSLParameters();
    made.setProtocols(protocols.length == 0 ? new String[] {"TLSv1.3", "TLSv1.2"} : protocols);
    return made;
  }

  private static SSLParameters demanding() {
    SSLParameters made = parameters();
    made.setNeedClientAuth(true);
    return made;
  }

  private static SSLParameters checking(SSLParameters made) {
    made.setEndpointIdentificationAlgorithm("HTTPS");
    return made;
  }

  /** One connection: what the server says of it, and the client. */
  private record Link(Exception server, Exception client) {}

  private static Link link(
      SSLContext server, SSLParameters served, SSLContext client, SSLParameters dialled, String host)
      throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 50, LOOPBACK)) {
      CompletableFuture<Exception> result = new CompletableFuture<>();
      Thread accepting = new Thread(() -> {
        try (Socket plain = listening.accept()) {
          SSLSocket socket =
              (SSLSocket) server.getSocketFactory().createSocket(plain, (InputStream) null, false);
          socket.setSSLParameters(served);
          Exception failure = converse(socket);
          drain(plain);
          result.complete(failure);
        } catch (Exception failure) {
          result.complete(failure);
        }
      });
      accepting.start();
      Exception failure;
      try (Socket plain = new Socket(LOOPBACK, listening.getLocalPort())) {
        int port = listening.getLocalPort();
        SSLSocket socket =
            (SSLSocket) client.getSocketFactory().createSocket(plain, host, port, false);
        socket.setSSLParameters(dialled);
        failure = converse(socket);
        drain(plain);
      }
      return new Link(result.get(), failure);
    }
  }

  /** Reads what the other end still sends, so that no reset overtakes the alert. */
  private static void drain(Socket plain) {
    try {
      plain.shutdownOutput();
      plain.getInputStream().readAllBytes();
    } catch (IOException gone) {
      // The other end was quicker.
    }
  }

  private static Exception converse(SSLSocket socket) {
    try {
      socket.startHandshake();
      socket.getOutputStream().write('\n');
      socket.getInputStream().read();
      return new Exception("nothing");
    } catch (Exception failure) {
      return failure;
    }
  }

  private static Link link(SSLContext server, SSLContext client, String host) throws Exception {
    return link(server, parameters(), client, checking(parameters()), host);
  }

  private static void names() throws Exception {
    SSLContext client = right("");
    say("java-no-dns-name", link(right("right"), client, "b.lan").client());
    say("java-no-ip-name", link(right("right"), client, "10.0.0.5").client());
    say("java-no-names", link(right("nameless"), client, "10.0.0.5").client());
    say("java-no-common-name", link(right("nameless"), client, "b.lan").client());
  }

  private static void chains() throws Exception {
    SSLContext client = right("");
    say("java-no-path", link(right("foreign"), client, "localhost").client());
    say("java-expired", link(right("expired"), client, "localhost").client());
    say("java-not-yet-valid", link(right("future"), client, "localhost").client());
    say("java-server-purpose", link(right("client-only"), client, "localhost").client());
    say("java-key-usage", link(right("encipherment"), client, "localhost").client());
    Link refused = link(right("foreign"), client, "localhost");
    say("alert-certificate-unknown", refused.server());

    SSLContext trustless = context(showing(""), trusting());
    say("java-trust-empty", link(right("right"), trustless, "localhost").client());
    TrustManager[] none = trusting(certificate("below-none", "ca.crt"));
    SSLContext strange = context(showing(""), none);
    say("java-anchor-not-ca", link(right("below-none"), strange, "localhost").client());

    say("java-signature", () -> validate("right", "namesake"));
    say("java-disabled-algorithm", () -> validate("weak", "weak"));
    say("java-basic-constraints", () -> {
      List<Certificate> chain = List.of(
          certificate("below-end", "end.crt"), certificate("right", "end.crt"));
      validate(chain, certificate("right", "ca.crt"));
    });
  }

  private static void validate(String identity, String anchor) throws Exception {
    validate(List.of(certificate(identity, "end.crt")), certificate(anchor, "ca.crt"));
  }

  private static void validate(List<Certificate> chain, X509Certificate anchor) throws Exception {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(chain), parameters);
  }

  private static void clients() throws Exception {
    SSLContext server = right("right");
    SSLParameters trustful = parameters();
    Link link = link(server, demanding(), right(""), trustful, "localhost");
    say("java-no-client-certificate", link.server());
    say("alert-bad-certificate|alert-certificate-required", link.client());
    link = link(server, demanding(), right("server-only"), trustful, "localhost");
    say("java-client-purpose", link.server());

    X509ExtendedKeyManager own = (X509ExtendedKeyManager) showing("right")[0];
    PrivateKey other = key("foreign");
    X509ExtendedKeyManager swapped = new X509ExtendedKeyManager() {
      public String[] getClientAliases(String type, java.security.Principal[] issuers) {
        return own.getClientAliases(type, issuers);
      }

      public String chooseClientAlias(String[] t, java.security.Principal[] i, Socket s) {
        return own.chooseClientAlias(t, i, s);
      }

      public String[] getServerAliases(String type, java.security.Principal[] issuers) {
        return own.getServerAliases(type, issuers);
      }

      public String chooseServerAlias(String t, java.security.Principal[] i, Socket s) {
        return own.chooseServerAlias(t, i, s);
      }

      public X509Certificate[] getCertificateChain(String alias) {
        return own.getCertificateChain(alias);
      }

      public PrivateKey getPrivateKey(String alias) {
        return other;
      }
    };
    SSLContext wrong = context(new KeyManager[] {swapped}, trusting());
    say("java-key-mismatch", link(wrong, right(""), "localhost").client());
  }

  private static void protocols() throws Exception {
    SSLContext server = right("right");
    SSLContext client = right("");
    SSLParameters old = parameters("TLSv1.2");
    Link link = link(server, parameters("TLSv1.3"), client, old, "localhost");
    say("java-versions-differ", link.server());
    say("alert-protocol-version", link.client());

    SSLParameters one = parameters("TLSv1.2");
    one.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
    SSLParameters other = parameters("TLSv1.2");
    other.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
    link = link(server, one, client, other, "localhost");
    say("java-no-cipher", link.server());
    say("alert-handshake-failure", link.client());
    say("java-no-scheme", link(right(""), client, "localhost").server());

    SSLEngine engine = server.createSSLEngine();
    say("java-cipher-unknown", () -> engine.setEnabledCipherSuites(new String[] {"TLS_FOO"}));
    say("java-peer-unverified", () -> engine.getSession().getPeerCertificates());
    engine.setUseClientMode(true);
    engine.beginHandshake();
    say("java-closed-inbound", engine::closeInbound);
  }

  /** A server that answers with a text and hangs up. */
  private static void plainText() throws Exception {
    SSLContext client = right("");
    for (String text : new String[] {"HTTP/1.1 400 Bad Request\r\n\r\n", ""}) {
      try (ServerSocket listening = new ServerSocket(0, 50, LOOPBACK)) {
        Thread answering = new Thread(() -> {
          try (Socket plain = listening.accept()) {
            plain.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            plain.shutdownOutput();
            plain.getInputStream().readAllBytes();
          } catch (IOException gone) {
            // The client was quicker.
          }
        });
        answering.start();
        say(text.isEmpty() ? "java-remote-closed-handshake" : "java-plain-server", () -> {
          int port = listening.getLocalPort();
          ((SSLSocket) client.getSocketFactory().createSocket(LOOPBACK, port)).startHandshake();
        });
      }
    }
    ServerSocket closed = new ServerSocket(0, 50, LOOPBACK);
    closed.close();
    say("network-refused", () -> new Socket(LOOPBACK, closed.getLocalPort()));
    say("network-no-host", () -> new Socket("nobody.invalid", 1));
  }

  private static void stores() throws Exception {
    byte[] pem = Files.readAllBytes(folder.resolve("right").resolve("ca.crt"));
    say("java-tag-number", () -> load("PKCS12", pem));
    say("java-store-format", () -> load("JKS", pem));
    KeyStore store = empty("JKS");
    Certificate[] chain = {certificate("right", "end.crt")};
    store.setKeyEntry("own", key("right"), PASSWORD, chain);
    say("java-key-recovery", () -> store.getKey("own", "wrong".toCharArray()));
    say("java-file-absent", () -> new FileInputStream(folder.resolve("absent.p12").toFile()));
    say("java-file-absent", () -> Files.newInputStream(folder.resolve("absent.crt")));
  }

  private static void load(String type, byte[] octets) throws Exception {
    KeyStore.getInstance(type).load(new ByteArrayInputStream(octets), PASSWORD);
  }

  private static void keys() throws Exception {
    byte[] plain = der("right");
    say("java-overrun", () -> new EncryptedPrivateKeyInfo(plain));
    say("netty-key-not-pkcs8", () -> {
      byte[] inside = java.util.Arrays.copyOfRange(plain, plain.length - 109, plain.length);
      KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(inside));
    });
    say("java-certificate-parse", () ->
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(new byte[] {0x30, 0x00})));
    String algorithm = "PBEWithSHA1AndDESede";
    SecretKeyFactory factory = SecretKeyFactory.getInstance(algorithm);
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, factory.generateSecret(new PBEKeySpec(PASSWORD)));
    byte[] sealed = cipher.doFinal(plain);
    byte[] salt = cipher.getParameters().getEncoded();
    say("java-key-password", () -> {
      java.security.AlgorithmParameters parameters =
          java.security.AlgorithmParameters.getInstance(algorithm);
      parameters.init(salt);
      Cipher opening = Cipher.getInstance(algorithm);
      PBEKeySpec wrong = new PBEKeySpec("wrong".toCharArray());
      opening.init(Cipher.DECRYPT_MODE, factory.generateSecret(wrong), parameters);
      opening.doFinal(sealed);
    });
  }
}
