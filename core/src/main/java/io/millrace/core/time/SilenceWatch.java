package io.millrace.core.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has not been heard of for too long. A pause of this process itself is nobody's silence: what
 * was said meanwhile is still on its way, so the wait begins anew.
 *
 * @param <K> names whom to hear of
 */
public final class SilenceWatch<K> {
  private final long timeoutNanos;
  private final Map<K, Long> heard = new HashMap<>();
  private long lastLook;

  /**
   * @param timeoutNanos who says nothing for so long is silent
   */
  public SilenceWatch(long timeoutNanos, long nowNanos) {
    this.timeoutNanos = timeoutNanos;
    this.lastLook = nowNanos;
  }

  /** There was a sign of life; the first one makes it known. */
  public void heard(K who, long nowNanos) {
    heard.put(who, nowNanos);
  }

  /** Nobody waits for it any more. */
  public void forget(K who) {
    heard.remove(who);
  }

  /** Those who are silent; to be called at least every half of the timeout. */
  public List<K> silent(long nowNanos) {
    boolean wasAway = nowNanos - lastLook > timeoutNanos / 4 * 3;
    lastLook = nowNanos;
    if (wasAway) {
      heard.replaceAll((who, last) -> nowNanos);
    }
    List<K> silent = new ArrayList<>();
    heard.forEach(
        (who, last) -> {
          if (nowNanos - last > timeoutNanos) {
            silent.add(who);
          }
        });
    return silent;
  }
}
