package io.millrace.actors.shared.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What a file must be for classes to be loaded from it. */
final class JarCheck {
  private JarCheck() {}

  /**
   * Looks at each entry's name.
   *
   * @throws CodeRefused when it is no jar, or two readers of it could see different classes
   */
  static void check(Path file) throws CodeRefused {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      Set<String> names = new HashSet<>();
      Iterator<? extends ZipEntry> entries = jar.entries().asIterator();
      while (entries.hasNext()) {
        check(entries.next().getName(), names);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw noJar(String.valueOf(e.getMessage()));
    }
  }

  private static void check(String name, Set<String> before) throws CodeRefused {
    if (!before.add(name)) {
      throw noJar("entry " + name + " is in it twice");
    }
    String path = name.replace('\\', '/');
    if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
      throw noJar("entry " + name + " points out of it");
    }
  }

  private static CodeRefused noJar(String why) {
    return new CodeRefused(
        CodeRefused.Reason.NO_JAR, "that is no jar to load classes from: " + why);
  }
}
