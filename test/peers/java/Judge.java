// The JDK's own trust manager, asked as its TLS asks it about the certificates of a peer: one question a line of stdin, one answer a line.
// A line is: role TAB host TAB certificates TAB anchors; DER as Base64, apart by commas. An answer is "accepts", or "refuses", TAB, why.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

class Judge {
  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
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
    String role = fields[0];
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
    Handshake handshake = new Handshake(role.equals("server") ? fields[1] : "");
    if (role.equals("server")) {
      manager.checkServerTrusted(chain, "UNKNOWN", handshake);
    } else {
      manager.checkClientTrusted(chain, keyType, handshake);
    }
    // What CertificateVerify does with the key next.
    if (keyType.equals("EC")) {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(chain[0].getPublicKey());
      signature.update(new byte[1]);
      signature.verify(new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1});
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

  /** A handshake of TLS 1.3 in which the peer has just shown its certificates. */
  private static final class Handshake extends SSLEngine {
    /** What a handshake of TLS 1.2 or 1.3 offers by default, by the names of the algorithms (sun.security.ssl.SignatureScheme). */
    static final String[] SCHEMES = {
      "SHA256withECDSA", "SHA384withECDSA", "SHA512withECDSA", "Ed25519", "Ed448", "RSASSA-PSS", "SHA256withRSA", "SHA384withRSA",
      "SHA512withRSA", "SHA256withDSA", "SHA224withECDSA", "SHA224withRSA", "SHA224withDSA", "SHA1withECDSA", "SHA1withRSA", "SHA1withDSA",
    };
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
    @Override public String[] getLocalSupportedSignatureAlgorithms() { return Handshake.SCHEMES; }
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
