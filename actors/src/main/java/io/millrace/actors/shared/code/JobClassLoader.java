package io.millrace.actors.shared.code;

import java.net.URL;
import java.net.URLClassLoader;

/** The classes of one job. */
public final class JobClassLoader extends URLClassLoader {
  JobClassLoader(String name, URL jar, ClassLoader parent) {
    super(name, new URL[] {jar}, parent);
  }
}
