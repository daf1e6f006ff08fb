// Java as a writer of keys: KeyFiles KEY FOLDER PASSWORD writes the PKCS#8 key (DER) in every encryption that a JDK has.
// KeyFiles ca STORE PASSWORD OUT NEW_PASSWORD writes a store again as elasticsearch-certutil does: alias `ca`, any password, also none.

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyStore;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

class KeyFiles {
  private static final String[] ALGORITHMS = {
    "PBEWithMD5AndDES",
    "PBEWithSHA1AndDESede",
    "PBEWithSHA1AndRC2_40",
    "PBEWithSHA1AndRC2_128",
    "PBEWithSHA1AndRC4_40",
    "PBEWithSHA1AndRC4_128",
    "PBEWithHmacSHA1AndAES_128",
    "PBEWithHmacSHA1AndAES_256",
    "PBEWithHmacSHA224AndAES_128",
    "PBEWithHmacSHA256AndAES_128",
    "PBEWithHmacSHA256AndAES_256",
    "PBEWithHmacSHA384AndAES_256",
    "PBEWithHmacSHA512AndAES_128",
    "PBEWithHmacSHA512AndAES_256",
  };

  public static void main(String[] words) throws Exception {
    if (words[0].equals("ca")) {
      writeCa(Path.of(words[1]), words[2], Path.of(words[3]), words[4]);
      return;
    }
    byte[] key = Files.readAllBytes(Path.of(words[0]));
    for (String algorithm : ALGORITHMS) {
      byte[] der = encrypted(algorithm, key, words[2].toCharArray());
      Files.write(Path.of(words[1], algorithm + ".der"), der);
      String text = Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(der);
      Files.writeString(
          Path.of(words[1], algorithm + ".pem"),
          "-----BEGIN ENCRYPTED PRIVATE KEY-----\r\n"
              + text
              + "\r\n-----END ENCRYPTED PRIVATE KEY-----\r\n");
    }
  }

  private static byte[] encrypted(String algorithm, byte[] key, char[] password)
      throws Exception {
    SecretKey secret =
        SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, secret);
    byte[] sealed = cipher.doFinal(key);
    AlgorithmParameters parameters = cipher.getParameters();
    if (algorithm.contains("Hmac")) {
      // The one name of these schemes that has an object identifier.
      byte[] encoded = parameters.getEncoded();
      parameters = AlgorithmParameters.getInstance("PBES2");
      parameters.init(encoded);
    }
    return new EncryptedPrivateKeyInfo(parameters, sealed).getEncoded();
  }

  private static void writeCa(Path from, String password, Path to, String newPassword)
      throws Exception {
    KeyStore old = KeyStore.getInstance(from.toFile(), password.toCharArray());
    KeyStore made = KeyStore.getInstance("PKCS12");
    made.load(null, null);
    char[] word = newPassword.toCharArray();
    made.setKeyEntry(
        "ca", old.getKey("ca", password.toCharArray()), word, old.getCertificateChain("ca"));
    try (OutputStream out = Files.newOutputStream(to)) {
      made.store(out, word);
    }
  }
}
