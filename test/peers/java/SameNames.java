// Java as a reader of names: each line of stdin is a DER name and a text, both in Base64; answers what X500Principal prints, in Base64, and whether it is the same name as the text.

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Scanner;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

class SameNames {
  public static void main(String[] words) throws Exception {
    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      String[] fields = lines.nextLine().split(" ");
      String printed = new X500Principal(Base64.getDecoder().decode(fields[0])).toString();
      String text = new String(Base64.getDecoder().decode(fields[1]), StandardCharsets.UTF_8);
      boolean isSame = new LdapName(printed).equals(new LdapName(text));
      byte[] answer = printed.getBytes(StandardCharsets.UTF_8);
      System.out.println(isSame + " " + Base64.getEncoder().encodeToString(answer));
    }
  }
}
