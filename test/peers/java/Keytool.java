// keytool, asked many times: a line holds its arguments, the answer its exit code and, in base64,
// all that it said.

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

class Keytool {
  public static void main(String[] none) throws Exception {
    Class<?> tool = Class.forName("sun.security.tools.keytool.Main");
    Constructor<?> create = tool.getDeclaredConstructor();
    Method run = tool.getDeclaredMethod("run", String[].class, PrintStream.class);
    create.setAccessible(true);
    run.setAccessible(true);
    PrintStream answers = System.out;
    BufferedReader calls = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String call; (call = calls.readLine()) != null; ) {
      ByteArrayOutputStream said = new ByteArrayOutputStream();
      PrintStream stream = new PrintStream(said, true, UTF_8);
      System.setOut(stream);
      System.setErr(stream);
      List<String> properties = new ArrayList<>();
      // With -debug a failure is thrown instead of ending the process; a list is as with -v.
      List<String> words = new ArrayList<>(List.of("-debug"));
      for (String word : call.split("\t")) {
        if (!word.startsWith("-J-D")) words.add(word);
        else properties.add(set(word.substring(4)));
      }
      int exit = 0;
      try {
        run.invoke(create.newInstance(), words.toArray(new String[0]), stream);
      } catch (InvocationTargetException failure) {
        exit = 1;
      }
      properties.forEach(System::clearProperty);
      answers.println(exit + "\t" + Base64.getEncoder().encodeToString(said.toByteArray()));
    }
  }

  /** Sets what `-Dname=value` sets; answers the name. */
  private static String set(String definition) {
    String[] parts = definition.split("=", 2);
    System.setProperty(parts[0], parts.length == 1 ? "" : parts[1]);
    return parts[0];
  }
}
