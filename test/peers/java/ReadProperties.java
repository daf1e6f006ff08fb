// Java as a reader of properties: ReadProperties FILE prints each property as two words in Base64, read as ISO-8859-1 and as UTF-8.

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;

class ReadProperties {
  public static void main(String[] words) throws Exception {
    print(words[0], StandardCharsets.ISO_8859_1);
    print(words[0], StandardCharsets.UTF_8);
  }

  private static void print(String file, Charset charset) throws Exception {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(file), charset)) {
      properties.load(reader);
    }
    for (String name : properties.stringPropertyNames()) {
      System.out.println(charset + " " + word(name) + " " + word(properties.getProperty(name)));
    }
  }

  private static String word(String text) {
    return "_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
