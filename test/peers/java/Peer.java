// A TLS server and client that load PEM files as the JDK provider of Netty does (Logstash's Beats input): PKCS#8 keys, X.509 chains.
// Commands come as lines on stdin, fields apart by TAB; each is answered by one line. It ends at the end of stdin, or after 150 seconds.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

class Peer {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int PATIENCE_MS = 200_000;
  private static final Manners STRICT =
      new Manners("required", new String[] {"TLSv1.3", "TLSv1.2"}, false);
  private static final Map<Integer, BlockingQueue<String>> SEEN = new ConcurrentHashMap<>();

  /** Whether clients have to show a certificate (`required`, `optional`, `nobody`), and who speaks first. */
  private record Manners(String demand, String[] protocols, boolean greets) {}

  public static void main(String[] arguments) throws Exception {
    Thread alarm = new Thread(() -> {
      try {
        Thread.sleep(3_000_000);
        Runtime.getRuntime().halt(3);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    });
    alarm.setDaemon(true);
    alarm.start();

    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String answer;
      try {
        answer = obey(line.split("\t", -1));
      } catch (Exception failure) {
        answer = "refused\t" + causes(failure);
      }
      System.out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      System.out.flush();
    }
    System.exit(0);
  }

  private static String obey(String[] words) throws Exception {
    switch (words[0]) {
      case "serve":
        return "port\t" + serve(context(words[1], words[2], words[3], words[4]), STRICT);
      case "greet":
        Manners manners = new Manners(words[5], new String[] {words[6]}, true);
        return "port\t" + serve(context(words[1], words[2], words[3], words[4]), manners);
      case "seen":
        String outcome =
            SEEN.get(Integer.valueOf(words[1])).poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        return outcome == null ? "nothing seen" : outcome;
      case "dial":
        return dial(
            words[1],
            Integer.parseInt(words[2]),
            words[3],
            context(words[4], words[5], words[6], words[7]));
      case "key":
        return "key\t" + privateKey(words[1], words[2]).getAlgorithm();
      case "subject":
        return "subject\t" + certificates(words[1]).get(0).getSubjectX500Principal().getName();
      default:
        return "unknown command";
    }
  }

  /** Files as the Beats input takes them, or stores (`.p12`) under one password; empty certificate: no identity. */
  private static SSLContext context(String certificate, String key, String password, String ca)
      throws Exception {
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (isStore(certificate)) {
      identity.init(store(certificate, password), password.toCharArray());
    } else {
      KeyStore keys = emptyStore();
      if (!certificate.isEmpty()) {
        keys.setKeyEntry(
            "key",
            privateKey(key, password),
            new char[0],
            certificates(certificate).toArray(new X509Certificate[0]));
      }
      identity.init(keys, new char[0]);
    }

    KeyStore anchors = isStore(ca) ? store(ca, password) : emptyStore();
    if (!isStore(ca)) {
      int index = 0;
      for (X509Certificate anchor : certificates(ca)) {
        anchors.setCertificateEntry(Integer.toString(++index), anchor);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);

    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore emptyStore() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static boolean isStore(String file) {
    return file.endsWith(".p12");
  }

  private static KeyStore store(String file, String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(Path.of(file))) {
      store.load(bytes, password.toCharArray());
    }
    return store;
  }

  private static List<X509Certificate> certificates(String file) throws Exception {
    Pattern block =
        Pattern.compile(
            "-+BEGIN\\s+.*CERTIFICATE[^-]*-+(?:\\s|\\r|\\n)+([a-z0-9+/=\\r\\n]+)"
                + "-+END\\s+.*CERTIFICATE[^-]*-+",
            Pattern.CASE_INSENSITIVE);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (Matcher next = block.matcher(text(file)); next.find(); ) {
      byte[] der = Base64.getMimeDecoder().decode(next.group(1));
      found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    if (found.isEmpty()) {
      throw new IOException("found no certificates in " + file);
    }
    return found;
  }

  private static PrivateKey privateKey(String file, String password) throws Exception {
    Matcher block =
        Pattern.compile(
                "-+BEGIN\\s+.*PRIVATE\\s+KEY[^-]*-+(?:\\s|\\r|\\n)+([a-z0-9+/=\\r\\n]+)"
                    + "-+END\\s+.*PRIVATE\\s+KEY[^-]*-+",
                Pattern.CASE_INSENSITIVE)
            .matcher(text(file));
    if (!block.find()) {
      throw new IOException("could not find a PKCS #8 private key in " + file);
    }
    byte[] der = Base64.getMimeDecoder().decode(block.group(1));
    PKCS8EncodedKeySpec spec =
        password.isEmpty() ? new PKCS8EncodedKeySpec(der) : decrypt(der, password);
    InvalidKeySpecException last = null;
    for (String algorithm : new String[] {"RSA", "DSA", "EC"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException other) {
        last = other;
      }
    }
    throw new InvalidKeySpecException("Neither RSA, DSA nor EC worked", last);
  }

  private static PKCS8EncodedKeySpec decrypt(byte[] der, String password) throws Exception {
    EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
    AlgorithmParameters parameters = encrypted.getAlgParameters();
    String name = encrypted.getAlgName();
    boolean isPbes2 = name.equals("PBES2") || name.equals("1.2.840.113549.1.5.13");
    String algorithm = isPbes2 && parameters != null ? parameters.toString() : name;
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray())),
        parameters);
    return encrypted.getKeySpec(cipher);
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
  }

  private static int serve(SSLContext context, Manners manners) throws IOException {
    ServerSocket listening = new ServerSocket(0, 50, LOOPBACK);
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    SEEN.put(listening.getLocalPort(), seen);
    Thread accepting = new Thread(() -> {
      while (true) {
        try {
          Socket plain = listening.accept();
          new Thread(() -> seen.add(answer(plain, context, manners))).start();
        } catch (IOException closed) {
          return;
        }
      }
    });
    accepting.setDaemon(true);
    accepting.start();
    return listening.getLocalPort();
  }

  /** Answers "ping"; anything else is read up to an empty line and then closed, as the Beats input does with HTTP. */
  private static String answer(Socket plain, SSLContext context, Manners manners) {
    try (plain) {
      plain.setSoTimeout(PATIENCE_MS);
      plain.setTcpNoDelay(true);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, (InputStream) null, false);
      SSLParameters parameters = socket.getSSLParameters();
      // Each of the two takes the other back.
      if (manners.demand().equals("required")) {
        parameters.setNeedClientAuth(true);
      } else {
        parameters.setWantClientAuth(manners.demand().equals("optional"));
      }
      parameters.setProtocols(manners.protocols());
      socket.setSSLParameters(parameters);
      String outcome = converse(socket, manners.greets());
      drain(plain);
      return outcome;
    } catch (IOException failure) {
      return "refused\t" + causes(failure);
    }
  }

  /** Reads what the client still sends, so that no reset overtakes the alert or the answer. */
  private static void drain(Socket plain) {
    try {
      plain.shutdownOutput();
      plain.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // The client was quicker.
    }
  }

  private static String converse(SSLSocket socket, boolean greets) {
    try {
      socket.startHandshake();
      if (greets) {
        send(socket.getOutputStream(), "hello");
      }
      BufferedReader lines = reader(socket.getInputStream());
      String line = lines.readLine();
      if (line == null) {
        return "refused\tclosed by the client";
      }
      String session = describe(socket.getSession());
      if (line.equals("ping")) {
        send(socket.getOutputStream(), "pong");
      } else {
        while (line != null && !line.isEmpty()) {
          line = lines.readLine();
        }
      }
      socket.shutdownOutput();
      return "accepted\t" + session;
    } catch (IOException failure) {
      return "refused\t" + causes(failure);
    }
  }

  /** Connects to 127.0.0.1 and expects a certificate for `host`. Under TLS 1.3 a refusal comes with the first read. */
  private static String dial(String host, int port, String protocol, SSLContext context)
      throws IOException {
    Socket plain = new Socket(LOOPBACK, port);
    plain.setSoTimeout(PATIENCE_MS);
    plain.setTcpNoDelay(true);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {protocol});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      send(socket.getOutputStream(), "ping");
      String line = reader(socket.getInputStream()).readLine();
      if (!"pong".equals(line)) {
        return "refused\tclosed by the server";
      }
      return "accepted\t" + describe(socket.getSession());
    }
  }

  private static String describe(SSLSession session) throws IOException {
    X509Certificate peer = (X509Certificate) session.getPeerCertificates()[0];
    return session.getProtocol() + "\t" + peer.getSubjectX500Principal().getName();
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  private static void send(OutputStream stream, String line) throws IOException {
    stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    stream.flush();
  }

  private static String causes(Throwable failure) {
    List<String> texts = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      texts.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
    return String.join(" <- ", texts).replaceAll("[\t\r\n]+", " ");
  }
}
