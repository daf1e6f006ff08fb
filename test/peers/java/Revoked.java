// Arguments: roots, CRLs, then files of certificates, each with its intermediates, PEM. Says of each whether PKIX takes it, its CRLs asked.
import java.io.FileInputStream;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

class Revoked {
  public static void main(String[] files) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Set<TrustAnchor> anchors = new HashSet<>();
    for (var root : factory.generateCertificates(new FileInputStream(files[0]))) {
      anchors.add(new TrustAnchor((X509Certificate) root, null));
    }
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(true);
    var lists = factory.generateCRLs(new FileInputStream(files[1]));
    parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
    for (int i = 2; i < files.length; i++) {
      var chain = new ArrayList<>(factory.generateCertificates(new FileInputStream(files[i])));
      try {
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(chain), parameters);
        System.out.println("accepts");
      } catch (CertPathValidatorException refused) {
        System.out.println(refused.getReason().toString().toLowerCase());
      }
    }
  }
}
