package io.millrace.actors.shared.code;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of one job: those of its jar first, then the node's. So a job may bring other
 * versions of what the node uses, and jobs do not see each other's classes.
 *
 * <p>The exceptions are what job and engine must share: a jar that holds the engine's classes still
 * gets the engine's own, and one that lacks them in the engine's version is missing a class. Not a
 * sandbox: what a jar holds runs with the rights of the node.
 */
public final class JobClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
    // Else the JVM keeps the file of each resource open that a job has read by its URL.
    URLConnection.setDefaultUseCaches("jar", false);
  }

  private static final String CLASS_FILE = ".class";

  /** Only ever the node's. */
  private static final List<String> SHARED = List.of("java.", "io.millrace.dsl.");

  /** The node's where it has them. */
  private static final List<String> NODE_FIRST =
      List.of(
          "javax.",
          "jdk.",
          "org.jspecify.",
          "org.slf4j.",
          "org.w3c.dom.", // of the JDK's XML, like javax.xml
          "org.xml.sax.",
          "io.millrace.actors.",
          "io.millrace.config.",
          "io.millrace.connectors.",
          "io.millrace.core.",
          "io.millrace.node.",
          "io.millrace.protocol.");

  private final Path jar;
  private final ClassLoader node;
  private final Runnable whenClosed;

  /**
   * @param jar which must be there until this is closed
   * @param node the loader of the engine's classes
   */
  JobClassLoader(Path jar, ClassLoader node, Runnable whenClosed) {
    super(new URL[] {url(jar)}, node);
    this.jar = jar;
    this.node = node;
    this.whenClosed = whenClosed;
  }

  /**
   * The classes of a jar that nobody else reads.
   *
   * @param jar which must be there until this is closed
   * @param node the loader of the engine's classes
   */
  public static JobClassLoader of(Path jar, ClassLoader node) {
    return new JobClassLoader(jar, node, () -> {});
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("each file has a URL", e);
    }
  }

  /** The names of the classes in the jar. */
  public List<String> classNames() throws IOException {
    try (ZipFile entries = new ZipFile(jar.toFile())) {
      return entries.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(CLASS_FILE))
          .map(name -> name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.'))
          .toList();
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (startsWithAny(name, SHARED)) {
      return node.loadClass(name);
    }
    return startsWithAny(name, NODE_FIRST) ? super.loadClass(name, resolve) : loadOwnFirst(name);
  }

  private Class<?> loadOwnFirst(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        return findClass(name);
      } catch (ClassNotFoundException e) {
        return node.loadClass(name);
      }
    }
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  @Override
  public URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
    all.addAll(Collections.list(node.getResources(name)));
    return Collections.enumeration(all);
  }

  /** Lets go of the jar; classes that were not loaded until now are not found any more. */
  @Override
  public void close() throws IOException {
    super.close();
    whenClosed.run();
  }
}
