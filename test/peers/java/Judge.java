// The JDK's own trust manager, asked as its TLS asks it about the certificates of a peer: one question a line of stdin, one answer a line.
// A line is: role TAB host TAB certificates TAB anchors TAB private key; DER as Base64, apart by commas. An answer is "accepts", or "refuses",
// TAB, why. What the trust manager takes is shown in a real handshake too, for the sake of its key. The first line is our own identity.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

class Judge {
  private static Identity own;
  /** What a handshake offers for certificates, by the names of the algorithms; asked of one. */
  private static String[] schemes;

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    own = new Identity(in.readLine().split("\t", -1));
    shakeHands(own, true);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer = "accepts\t";
      try {
        judge(line.split("\t", -1));
      } catch (Exception refused) {
        answer = "refuses\t" + sentence(refused);
      }
      System.out.println(answer);
    }
  }

  private static void judge(String[] fields) throws Exception {
    boolean isServer = fields[0].equals("server");
    X509Certificate[] chain = certificates(fields[2]);
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    int count = 0;
    for (X509Certificate anchor : certificates(fields[3])) {
      anchors.setCertificateEntry("anchor-" + count++, anchor);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(anchors);
    X509ExtendedTrustManager manager = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    String keyType = chain[0].getPublicKey().getAlgorithm();
    Handshake handshake = new Handshake(isServer ? fields[1] : "");
    if (isServer) {
      manager.checkServerTrusted(chain, "UNKNOWN", handshake);
    } else {
      manager.checkClientTrusted(chain, keyType, handshake);
    }
    shakeHands(new Identity(chain, fields[4]), isServer);
  }

  /** Who trusts whom is decided: whether a handshake can use the key at all. */
  private static void shakeHands(Identity identity, boolean isServer) throws Exception {
    SSLContext presenting = SSLContext.getInstance("TLS");
    presenting.init(new KeyManager[] {identity}, new TrustManager[] {new Trusting()}, null);
    SSLContext judging = SSLContext.getInstance("TLS");
    judging.init(new KeyManager[] {own}, new TrustManager[] {new Trusting()}, null);
    SSLEngine client = (isServer ? judging : presenting).createSSLEngine();
    SSLEngine server = (isServer ? presenting : judging).createSSLEngine();
    client.setUseClientMode(true);
    server.setUseClientMode(false);
    server.setNeedClientAuth(!isServer);
    ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
    for (int turn = 0; turn < 100; turn++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
      if (isDone(server) && isDone(client)) return;
    }
    throw new IllegalStateException("the handshake does not end");
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && engine.getSession().getProtocol().startsWith("TLS");
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !isDone(engine)) engine.beginHandshake();
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
      default -> {
        in.flip();
        engine.unwrap(in, ByteBuffer.allocate(1 << 15));
        in.compact();
      }
    }
  }

  private static X509Certificate[] certificates(String list) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    String[] encoded = list.split(",");
    X509Certificate[] made = new X509Certificate[encoded.length];
    for (int i = 0; i < encoded.length; i++) {
      made[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(encoded[i])));
    }
    return made;
  }

  private static String sentence(Throwable refused) {
    StringBuilder text = new StringBuilder();
    for (Throwable one = refused; one != null; one = one.getCause()) {
      text.append(text.length() == 0 ? "" : " <- ").append(one.getClass().getSimpleName()).append(": ").append(one.getMessage());
    }
    return text.toString().replaceAll("\\s+", " ");
  }

  /** Shows its certificates to whoever asks. */
  private static final class Identity extends X509ExtendedKeyManager {
    private final X509Certificate[] chain;
    private final PrivateKey key;

    Identity(String[] fields) throws Exception {
      this(certificates(fields[0]), fields[1]);
    }

    Identity(X509Certificate[] chain, String key) throws Exception {
      KeyFactory factory = KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm());
      this.chain = chain;
      this.key = factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
    }

    @Override public String[] getClientAliases(String type, Principal[] issuers) { return new String[] {"it"}; }
    @Override public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) { return "it"; }
    @Override public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) { return "it"; }
    @Override public String[] getServerAliases(String type, Principal[] issuers) { return new String[] {"it"}; }
    @Override public String chooseServerAlias(String type, Principal[] issuers, Socket socket) { return "it"; }
    @Override public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) { return "it"; }
    @Override public X509Certificate[] getCertificateChain(String alias) { return chain; }
    @Override public PrivateKey getPrivateKey(String alias) { return key; }
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override public void checkClientTrusted(X509Certificate[] chain, String type) {}
    @Override public void checkServerTrusted(X509Certificate[] chain, String type) {}
    @Override public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}
    @Override public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}
    @Override public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}
    @Override public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      schemes = ((ExtendedSSLSession) engine.getHandshakeSession()).getLocalSupportedSignatureAlgorithms();
    }
    @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
  }

  /** A handshake of TLS 1.3 in which the peer has just shown its certificates. */
  private static final class Handshake extends SSLEngine {
    private final String host;

    Handshake(String host) {
      super(host.isEmpty() ? null : host, 443);
      this.host = host;
    }

    @Override public SSLSession getHandshakeSession() {
      return new Session(host.isEmpty() ? null : host);
    }

    @Override public SSLParameters getSSLParameters() {
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm(host.isEmpty() ? "" : "HTTPS");
      return parameters;
    }

    @Override public SSLEngineResult wrap(java.nio.ByteBuffer[] from, int at, int length, java.nio.ByteBuffer to) { return null; }
    @Override public SSLEngineResult unwrap(java.nio.ByteBuffer from, java.nio.ByteBuffer[] to, int at, int length) { return null; }
    @Override public Runnable getDelegatedTask() { return null; }
    @Override public void closeInbound() throws SSLException {}
    @Override public boolean isInboundDone() { return false; }
    @Override public void closeOutbound() {}
    @Override public boolean isOutboundDone() { return false; }
    @Override public String[] getSupportedCipherSuites() { return new String[0]; }
    @Override public String[] getEnabledCipherSuites() { return new String[0]; }
    @Override public void setEnabledCipherSuites(String[] suites) {}
    @Override public String[] getSupportedProtocols() { return new String[0]; }
    @Override public String[] getEnabledProtocols() { return new String[0]; }
    @Override public void setEnabledProtocols(String[] protocols) {}
    @Override public SSLSession getSession() { return getHandshakeSession(); }
    @Override public void beginHandshake() {}
    @Override public SSLEngineResult.HandshakeStatus getHandshakeStatus() { return null; }
    @Override public void setUseClientMode(boolean mode) {}
    @Override public boolean getUseClientMode() { return !host.isEmpty(); }
    @Override public void setNeedClientAuth(boolean need) {}
    @Override public boolean getNeedClientAuth() { return false; }
    @Override public void setWantClientAuth(boolean want) {}
    @Override public boolean getWantClientAuth() { return false; }
    @Override public void setEnableSessionCreation(boolean flag) {}
    @Override public boolean getEnableSessionCreation() { return true; }
  }

  private static final class Session extends ExtendedSSLSession {
    private final String host;

    Session(String host) {
      this.host = host;
    }

    @Override public String getProtocol() { return "TLSv1.3"; }
    @Override public String getPeerHost() { return host; }
    @Override public String[] getLocalSupportedSignatureAlgorithms() { return schemes; }
    @Override public java.util.List<byte[]> getStatusResponses() { return java.util.List.of(); }
    @Override public java.util.List<javax.net.ssl.SNIServerName> getRequestedServerNames() { return java.util.List.of(); }
    @Override public String[] getPeerSupportedSignatureAlgorithms() { return new String[0]; }
    @Override public byte[] getId() { return new byte[0]; }
    @Override public SSLSessionContext getSessionContext() { return null; }
    @Override public long getCreationTime() { return 0; }
    @Override public long getLastAccessedTime() { return 0; }
    @Override public void invalidate() {}
    @Override public boolean isValid() { return true; }
    @Override public void putValue(String name, Object value) {}
    @Override public Object getValue(String name) { return null; }
    @Override public void removeValue(String name) {}
    @Override public String[] getValueNames() { return new String[0]; }
    @Override public java.security.cert.Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
      throw new SSLPeerUnverifiedException("not yet");
    }
    @Override public java.security.cert.Certificate[] getLocalCertificates() { return null; }
    @Override public java.security.Principal getPeerPrincipal() { return null; }
    @Override public java.security.Principal getLocalPrincipal() { return null; }
    @Override public String getCipherSuite() { return "TLS_AES_128_GCM_SHA256"; }
    @Override public int getPeerPort() { return 443; }
    @Override public int getPacketBufferSize() { return 0; }
    @Override public int getApplicationBufferSize() { return 0; }
  }
}
