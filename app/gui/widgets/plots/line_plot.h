// Curves over steps: several lines, a reference line, a marker that can be dragged, and the values under the pointer.
// Must not include documents: training runs and other measurements are plotted with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/gui/toolkit/ui.h"
#include "core/base/text/translation.h"

namespace convscope {

struct PlotPoint {
    double x = 0, y = 0;
    bool operator==(const PlotPoint&) const = default;
};

struct PlotLine {
    std::string name;                    ///< for readers: "training"
    std::vector<PlotPoint> points = {};  ///< in ascending order of x; values that are not finite are left out
    Role colour = Role::accent;
    bool is_faint = false;   ///< a thin line behind the others, for another run
    bool has_marks = false;  ///< a dot at every point, for lines with few points
};

/// A horizontal line at a known value.
struct PlotReference {
    double y = 0;
    std::string label;
};

/// A vertical line at an event.
struct PlotMark {
    double x = 0;
    std::string label;  ///< at the top; left out where it would meet the label before it
};

struct LinePlot {
    std::string name;                  ///< name of the control
    std::string title;                 ///< for readers: "Loss"
    std::string x_label = tr("step");  ///< below the plot
    std::string y_label = {};          ///< at its left edge, upright; empty: none
    std::string tooltip = {};
    std::vector<PlotLine> lines = {};
    std::optional<PlotReference> reference = {};
    std::vector<PlotMark> marks = {};   ///< in ascending order of x
    double x_end = 1;                   ///< x at the right edge; the left edge is 0
    std::optional<double> marker = {};  ///< x of the vertical line
    bool is_logarithmic = false;
    std::optional<double> low = {}, high = {};  ///< y at the edges; by default those of the values
    int decimals = 2;
};

/// The values of y at the lower and upper edge. A logarithmic plot ends at powers of ten.
struct PlotEnds {
    double low = 0, high = 1;
};
PlotEnds plot_ends(const LinePlot& plot);
/// The value of the line at the last point at or before x; nullopt before its first point.
std::optional<double> value_at(const PlotLine& line, double x);

/// Draws the plot with its title, its ends and its legend. Returns the x under the pointer while the user drags in it.
std::optional<double> line_plot(Ui& ui, Rect rect, const LinePlot& plot);

}  // namespace convscope
