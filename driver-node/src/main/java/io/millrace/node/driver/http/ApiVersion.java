package io.millrace.node.driver.http;

/**
 * What a driver, or a command that talks to one, is.
 *
 * @param version of Millrace, as its build has it
 * @param api number of the HTTP interface; two of different numbers do not understand each other
 */
public record ApiVersion(String version, int api) {
  /** What this code is. */
  public static ApiVersion own() {
    String version = ApiVersion.class.getPackage().getImplementationVersion();
    return new ApiVersion(version == null ? "(unpackaged)" : version, 1);
  }
}
