import java.util.Locale;
import java.util.Random;

/**
 * Makes {@code heat.csv}: the energy to keep a house warm for a day, in kWh. The formula is invented but plausible: the
 * demand grows with area and cold, the more so the worse the walls, and is zero once it is warm enough outside.
 *
 * <p>{@code java HeatDemand.java SEED ROWS} prints the same bytes for the same arguments, on every platform.
 */
public final class HeatDemand {
    private static final String[] WALLS = {"brick", "concrete", "stone", "timber"};
    private static final double[] LEAKS = {1.0, 1.15, 1.3, 0.8};

    /** Outside temperature in °C above which people, sun and appliances provide enough heat. */
    private static final double WARM_ENOUGH = 17;

    /** Standard deviation of the noise that the columns do not explain, in kWh. */
    private static final double NOISE = 5;

    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: java HeatDemand.java SEED ROWS > heat.csv");
            System.exit(2);
        }
        Random random = new Random(Long.parseLong(args[0]));
        StringBuilder csv = new StringBuilder("area_m2,built,outdoor_c,glazing,occupants,wall,heat_kwh\n");
        for (int row = Integer.parseInt(args[1]); row > 0; row--) {
            csv.append(house(random)).append('\n');
        }
        System.out.print(csv);
        System.out.flush();
    }

    private static String house(Random random) {
        double area = StrictMath.exp(4.8 + 0.4 * random.nextGaussian());
        int built = 1900 + random.nextInt(125);
        double outdoor = 6 + 8 * random.nextGaussian();
        double glazing = 0.1 + 0.3 * random.nextDouble();
        int occupants = 1 + random.nextInt(5);
        int wall = random.nextInt(WALLS.length);
        // Better insulation, from the seventies on.
        double leak = LEAKS[wall] * (0.35 + 0.65 / (1 + StrictMath.exp((built - 1980) / 8.0)));
        double cold = 2 * StrictMath.log(1 + StrictMath.exp((WARM_ENOUGH - outdoor) / 2));
        double heat = 0.055 * area * leak * (1 + glazing) * cold + 2.2 * occupants + NOISE * random.nextGaussian();
        return String.join(
                ",",
                text("%.1f", area),
                random.nextInt(20) == 0 ? "" : String.valueOf(built),
                text("%.1f", outdoor),
                random.nextInt(25) == 0 ? "NA" : text("%.3f", glazing),
                String.valueOf(occupants),
                random.nextInt(30) == 0 ? "" : WALLS[wall],
                text("%.2f", heat));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
