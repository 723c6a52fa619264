#include "app/paper/curve.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/paper/map_picture.h"
#include "core/base/text/short_number.h"

namespace convscope {

void draw_curve(Canvas& canvas, Box box, const Curve& curve, double text_size) {
    const TextStyle numbers{.size = text_size, .colour = ink::kMuted, .align = TextAlign::right};
    canvas.label(box.cut_top(text_size * 1.8), curve.title, {.size = text_size * 1.15, .bold = true});
    const Box scale = box.cut_left(text_size * 4, text_size / 2);
    canvas.label({scale.x, box.y, scale.w, text_size * 1.4}, short_number(curve.high), numbers);
    canvas.label({scale.x, box.bottom() - text_size * 1.4, scale.w, text_size * 1.4}, short_number(curve.low), numbers);
    canvas.outline(box, ink::kLine);
    std::optional<CurvePoint> last;
    for (const CurvePoint& point : curve.points) {
        if (!std::isfinite(point.y) || point.x > curve.until) continue;
        const double part = std::clamp((point.y - curve.low) / (curve.high - curve.low), 0.0, 1.0);
        const CurvePoint at{box.x + box.w * point.x / curve.x_end, box.bottom() - box.h * part};
        if (last) canvas.line(last->x, last->y, at.x, at.y, ink::kAccent, 2);
        last = at;
    }
    if (last) canvas.fill({last->x - 4, last->y - 4, 8, 8}, ink::kAccent);
}

}  // namespace convscope
