package io.millrace.protocol.codec;

import io.millrace.protocol.WireMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The message records as the compiler left them: every record inside a protocol interface. */
final class MessageTypes {
  private MessageTypes() {}

  static List<Class<?>> all() {
    var types = new ArrayList<Class<?>>();
    Package vocabulary = WireMessage.class.getPackage();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(vocabulary), "*.class")) {
      for (Path file : files) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(vocabulary.getName() + "." + name);
        if (type.isRecord() && type.getEnclosingClass() != null) {
          types.add(type);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return types;
  }

  static List<Class<?>> wire() {
    return all().stream().filter(WireMessage.class::isAssignableFrom).toList();
  }

  private static Path folder(Package vocabulary) {
    try {
      Path classes =
          Path.of(WireMessage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolve(vocabulary.getName().replace('.', '/'));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
