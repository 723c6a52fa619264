#include "app/gui/toolkit/view_map.h"

#include "app/document/document.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace convscope {

namespace {

using doctest::Approx;

constexpr Rect kRect{100, 50, 400, 300};

FilterSettings settings_of(int kernel_size, Border border, int stride, int dilation, int pool_size) {
    FilterSettings settings;
    settings.kernel.size = kernel_size;
    settings.border = border;
    settings.stride = stride;
    settings.dilation = dilation;
    settings.pooling = Pooling::max;
    settings.pool_size = pool_size;
    return settings;
}

std::vector<FilterSettings> many_settings() {
    std::vector<FilterSettings> all;
    for (const Border border : {Border::valid, Border::zero, Border::replicate})
        for (const int size : {1, 3, 7})
            for (const int stride : {1, 2, 3, 4})
                for (const int dilation : {1, 2})
                    for (const int pool : {2, 3, 4}) all.push_back(settings_of(size, border, stride, dilation, pool));
    all.push_back(settings_of(5, Border::keep, 1, 3, 2));
    return all;
}

/// The middle of the input positions that output pixel `out` reads.
double window_centre(const Axis& axis, int out) {
    return (axis.source(out, 0) + axis.source(out, axis.taps - 1) + 1) / 2.0;
}

/// A view of the input, of the filtered or of the pooled picture.
struct View3 {
    Size size;
    AxisMap rows, cols;
};

View3 view_of(Size input, const FilterSettings& settings, Stage stage) {
    const Geometry g = geometry(input, settings);
    if (stage == Stage::input) return {input, input_map(), input_map()};
    const bool pooled = stage == Stage::pooled;
    return {pooled ? g.pooled() : g.filtered(), output_map(g.rows, pooled), output_map(g.cols, pooled)};
}

ViewMap map_of(const View3& view, Size input, const Camera& camera, bool true_size = false) {
    return view_map(kRect, view.size, view.rows, view.cols, input, camera, true_size);
}

const Camera kClose{.zoom = 8, .centre_row = 37, .centre_col = 91.5, .fitted = false};

}  // namespace

TEST_CASE("a fitted picture is centred and as large as the view allows") {
    const Size wide{300, 600};
    const ViewMap map = map_of({wide, {}, {}}, wide, {});
    CHECK(map.pixel == Approx(400.0 / 600));
    CHECK(map.screen_x(0) == Approx(100));
    CHECK(map.screen_x(600) == Approx(500));
    CHECK(map.screen_y(0) == Approx(100));
    CHECK(map.screen_y(300) == Approx(300));
    const Size high{600, 300};
    const ViewMap narrow = map_of({high, {}, {}}, high, {});
    CHECK(narrow.screen_y(0) == Approx(50));
    CHECK(narrow.screen_y(600) == Approx(350));
    CHECK(narrow.screen_x(150) == Approx(300));
    // A picture smaller than the view is enlarged, so that its pixels can be seen.
    CHECK(map_of({{3, 4}, {}, {}}, {3, 4}, {}).pixel == Approx(100));
}

TEST_CASE("the conversions between screen and picture positions are inverse") {
    const ViewMap map = map_of({{200, 200}, {}, {}}, {200, 200}, kClose);
    CHECK(map.pixel == Approx(12));  // 8 times 300 / 200
    CHECK(map.row_at(200) == Approx(37));
    CHECK(map.col_at(300) == Approx(91.5));
    for (const double place : {0.0, 17.25, 199.0}) {
        CHECK(map.row_at(map.screen_y(place)) == Approx(place));
        CHECK(map.col_at(map.screen_x(place)) == Approx(place));
    }
    const Rect cells = map.cells(30, 90, 2, 3);
    CHECK(cells.x == Approx(map.screen_x(90)));
    CHECK(cells.y == Approx(map.screen_y(30)));
    CHECK(cells.right() == Approx(map.screen_x(93)));
    CHECK(cells.bottom() == Approx(map.screen_y(32)));
}

TEST_CASE("an output pixel is at the centre of its window, a pooled pixel at the centre of its block of windows") {
    for (const FilterSettings& settings : many_settings()) {
        const Axis axis = geometry({61, 61}, settings).rows;
        const AxisMap filtered = output_map(axis, false);
        const AxisMap pooled = output_map(axis, true);
        CHECK(filtered.scale == settings.stride);
        CHECK(pooled.scale == settings.stride * settings.pool_size);
        for (int out = 0; out < axis.output; ++out)
            REQUIRE((out + 0.5) * filtered.scale + filtered.offset == Approx(window_centre(axis, out)));
        for (int out = 0; out < axis.pooled; ++out) {
            const double first = window_centre(axis, out * settings.pool_size);
            const double last = window_centre(axis, (out + 1) * settings.pool_size - 1);
            REQUIRE((out + 0.5) * pooled.scale + pooled.offset == Approx((first + last) / 2));
        }
    }
    // The course's 3 x 3 filter without padding loses one pixel on each side.
    CHECK(output_map(geometry({28, 28}, settings_of(3, Border::valid, 1, 1, 2)).rows, false).offset == 1);
}

TEST_CASE("all views show the same place of the input at the same position") {
    const Size input{120, 160};
    for (const FilterSettings& settings : many_settings())
        for (const Camera& camera : {Camera{}, kClose}) {
            const ViewMap on_input = map_of(view_of(input, settings, Stage::input), input, camera);
            const View3 filtered = view_of(input, settings, Stage::filtered);
            const ViewMap on_filtered = map_of(filtered, input, camera);
            const Geometry g = geometry(input, settings);
            REQUIRE(on_filtered.screen_y(5.5) == Approx(on_input.screen_y(window_centre(g.rows, 5))));
            REQUIRE(on_filtered.screen_x(7.5) == Approx(on_input.screen_x(window_centre(g.cols, 7))));
            REQUIRE(on_filtered.pixel == Approx(on_input.pixel * settings.stride));

            const ViewMap on_pooled = map_of(view_of(input, settings, Stage::pooled), input, camera);
            REQUIRE(on_pooled.screen_y(2) == Approx(on_filtered.screen_y(2 * settings.pool_size)));
            REQUIRE(on_pooled.screen_x(3) == Approx(on_filtered.screen_x(3 * settings.pool_size)));
        }
}

TEST_CASE("at true size a smaller output is drawn smaller, with the same place of the input in its middle") {
    const Size input{120, 160};
    const FilterSettings settings = settings_of(3, Border::zero, 1, 1, 2);
    const View3 pooled = view_of(input, settings, Stage::pooled);
    for (const Camera& camera : {Camera{}, kClose}) {
        const ViewMap on_input = map_of(view_of(input, settings, Stage::input), input, camera);
        const ViewMap on_pooled = map_of(pooled, input, camera, true);
        CHECK(on_pooled.pixel == Approx(on_input.pixel));
        const double row = on_pooled.row_at(kRect.centre_y()) * pooled.rows.scale + pooled.rows.offset;
        const double col = on_pooled.col_at(kRect.centre_x()) * pooled.cols.scale + pooled.cols.offset;
        CHECK(row == Approx(on_input.row_at(kRect.centre_y())));
        CHECK(col == Approx(on_input.col_at(kRect.centre_x())));
    }
    const ViewMap fitted = map_of(pooled, input, {}, true);
    CHECK(fitted.cells(0, 0, 60, 80).w == Approx(kRect.w / 2));
    CHECK(fitted.cells(0, 0, 60, 80).h == Approx(kRect.h / 2));
}

TEST_CASE("the visible part is clipped to the picture and enlarged to the alignment") {
    const auto visible = [](double top, double left, double pixel, int alignment) {
        return ViewMap{.rect = kRect, .size = {1001, 503}, .pixel = pixel, .top = top, .left = left}.visible(alignment);
    };
    CHECK(visible(0, 0, 1, 1) == PixelRect{0, 0, 300, 400});
    CHECK(visible(10.5, 20.25, 1, 1) == PixelRect{10, 20, 301, 401});
    CHECK(visible(10.5, 20.25, 1, 16) == PixelRect{0, 16, 320, 416});
    CHECK(visible(-50, -70, 1, 1) == PixelRect{0, 0, 250, 330});
    CHECK(visible(-50, -70, 0.25, 4) == PixelRect{0, 0, 1001, 503});
    // The last block may be cut off by the picture's edge; the first one starts at a multiple of the alignment.
    CHECK(visible(900, 450, 1, 8) == PixelRect{896, 448, 105, 55});
    CHECK(visible(100, 100, 100, 1) == PixelRect{100, 100, 3, 4});
    // No part of the picture is visible.
    CHECK(visible(1001, 0, 1, 1) == PixelRect{});
    CHECK(visible(0, 503, 1, 4) == PixelRect{});
    CHECK(visible(-300, 0, 1, 1) == PixelRect{});
    CHECK(visible(0, -5000, 1, 64) == PixelRect{});
    CHECK(ViewMap{.rect = kRect, .size = {}}.visible(1) == PixelRect{});
}

TEST_CASE("a picture that is larger than the screen is reduced so that a texel is not larger than a screen pixel") {
    const auto reduction = [](double pixel) { return ViewMap{.pixel = pixel}.reduction(); };
    CHECK(reduction(30) == 1);
    CHECK(reduction(1) == 1);
    CHECK(reduction(0.51) == 1);
    CHECK(reduction(0.5) == 2);
    CHECK(reduction(0.26) == 2);
    CHECK(reduction(0.25) == 4);
    CHECK(reduction(1.0 / 64) == 64);
    CHECK(reduction(1e-5) == 64);
}

TEST_CASE("zooming keeps the position under the pointer") {
    const Size input{120, 160};
    for (const FilterSettings& settings :
         {settings_of(3, Border::valid, 1, 1, 2), settings_of(5, Border::zero, 3, 2, 4)})
        for (const Stage stage : {Stage::input, Stage::filtered, Stage::pooled})
            for (const bool true_size : {false, true})
                for (Camera camera : {Camera{}, kClose}) {
                    const View3 view = view_of(input, settings, stage);
                    for (const double factor : {1.25, 2.0, 0.8, 1.0}) {
                        const ViewMap before = map_of(view, input, camera, true_size);
                        const Camera next = zoomed(camera, input, before, view.rows, view.cols, 310, 195, factor);
                        const ViewMap after = map_of(view, input, next, true_size);
                        CHECK_FALSE(next.fitted);
                        REQUIRE(after.pixel == Approx(before.pixel * factor));
                        REQUIRE(after.row_at(195) == Approx(before.row_at(195)));
                        REQUIRE(after.col_at(310) == Approx(before.col_at(310)));
                        camera = next;
                    }
                }
}

TEST_CASE("zoom is limited to pixels of a maximum size and to half the view, and the view stays on the picture") {
    const Size input{120, 160};
    const View3 view{input, {}, {}};
    const auto wheel = [&](Camera camera, double x, double y, double factor, int times) {
        for (int i = 0; i < times; ++i)
            camera = zoomed(camera, input, map_of(view, input, camera), {}, {}, x, y, factor);
        return camera;
    };
    const Camera near = wheel({}, 300, 200, 1.25, 60);
    CHECK(map_of(view, input, near).pixel == Approx(160));
    const Camera far = wheel(near, 300, 200, 0.8, 100);
    CHECK(far.zoom == Approx(0.5));
    CHECK(map_of(view, input, far).pixel == Approx(1.25));
    for (const Camera& camera :
         {wheel({}, 100, 50, 1.25, 60), wheel({}, 499, 349, 1.25, 60), wheel(near, 100, 50, 0.8, 60)}) {
        CHECK(camera.centre_row >= 0);
        CHECK(camera.centre_row <= 120);
        CHECK(camera.centre_col >= 0);
        CHECK(camera.centre_col <= 160);
    }
    // A very small picture can always be zoomed out until it fits.
    const Size tiny{1, 2};
    const Camera whole = zoomed({}, tiny, map_of({tiny, {}, {}}, tiny, {}), {}, {}, 300, 200, 1);
    CHECK(map_of({tiny, {}, {}}, tiny, whole).pixel == Approx(200));
}

TEST_CASE("panning moves the picture with the pointer, in every view") {
    const Size input{120, 160};
    const FilterSettings settings = settings_of(3, Border::valid, 2, 1, 3);
    for (const Stage stage : {Stage::input, Stage::filtered, Stage::pooled})
        for (const bool true_size : {false, true})
            for (const Camera& camera : {Camera{}, kClose}) {
                const View3 view = view_of(input, settings, stage);
                const ViewMap before = map_of(view, input, camera, true_size);
                const Camera next = panned(camera, input, before, view.rows, view.cols, 13, -7);
                const ViewMap after = map_of(view, input, next, true_size);
                CHECK_FALSE(next.fitted);
                CHECK(after.pixel == Approx(before.pixel));
                CHECK(after.screen_x(3) == Approx(before.screen_x(3) + 13));
                CHECK(after.screen_y(3) == Approx(before.screen_y(3) - 7));
            }
    const View3 view{input, {}, {}};
    const Camera dragged = panned({}, input, map_of(view, input, {}), {}, {}, 1e5, -1e5);
    CHECK(dragged.centre_row == 120);
    CHECK(dragged.centre_col == 0);
}

TEST_CASE("empty pictures and empty views give finite numbers") {
    const ViewMap no_picture = map_of({{}, {}, {}}, {}, {});
    CHECK(std::isfinite(no_picture.row_at(200)));
    CHECK(no_picture.visible(1) == PixelRect{});
    const ViewMap no_view = view_map({10, 10, 0, 0}, {5, 5}, {}, {}, {5, 5}, {}, false);
    CHECK(std::isfinite(no_view.row_at(10)));
    CHECK(std::isfinite(no_view.screen_x(5)));
    CHECK(no_view.pixel > 0);
    CHECK(no_view.reduction() == 64);
    const Camera camera = zoomed({}, {5, 5}, no_view, {}, {}, 10, 10, 1.25);
    CHECK(std::isfinite(camera.zoom));
    CHECK(std::isfinite(camera.centre_row));
}

}  // namespace convscope
