#include "app/paper/canvas.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace convscope {

namespace {

/// The fonts of the window, then whatever fontconfig finds for the text's script.
constexpr const char* kFamilies = "Inter, DejaVu Sans, sans-serif";
constexpr const char* kCodeFamilies = "DejaVu Sans Mono, monospace";

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
struct FreeObject {
    void operator()(gpointer object) const { g_object_unref(object); }
};
struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
struct FreeAttributes {
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Layout = std::unique_ptr<PangoLayout, FreeObject>;
using Attributes = std::unique_ptr<PangoAttrList, FreeAttributes>;

cairo_status_t append_bytes(void* text, const unsigned char* bytes, unsigned int count) {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
}

void set_ink(cairo_t* context, Rgb colour, double opacity = 1) {
    cairo_set_source_rgba(context, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, opacity);
}

std::uint32_t pixel_word(Rgb colour) {
    return std::uint32_t{colour.red} << 16U | std::uint32_t{colour.green} << 8U | colour.blue;
}

/// A surface of cairo with the picture's pixels.
Surface surface_of(const ColourBytes& picture) {
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.size.cols, picture.size.rows));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
    cairo_surface_flush(surface.get());
    unsigned char* const bytes = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    std::size_t at = 0;
    for (int r = 0; r < picture.size.rows; ++r) {
        auto* const row = reinterpret_cast<std::uint32_t*>(bytes + std::ptrdiff_t{r} * stride);
        for (int c = 0; c < picture.size.cols; ++c, at += 3)
            row[c] = pixel_word({picture.values[at], picture.values[at + 1], picture.values[at + 2]});
    }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

void add_attribute(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

Layout layout_of(cairo_t* context, std::span<const TextRun> runs, const TextStyle& style) {
    Layout layout(pango_cairo_create_layout(context));
    const std::unique_ptr<PangoFontDescription, FreeFont> font(pango_font_description_from_string(kFamilies));
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    if (style.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_SEMIBOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    std::string text;
    const Attributes attributes(pango_attr_list_new());
    for (const TextRun& run : runs) {
        const std::size_t begin = text.size();
        text += run.text;
        if (run.bold) add_attribute(attributes.get(), pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD), begin, text.size());
        if (run.italic) add_attribute(attributes.get(), pango_attr_style_new(PANGO_STYLE_ITALIC), begin, text.size());
        if (run.code) add_attribute(attributes.get(), pango_attr_family_new(kCodeFamilies), begin, text.size());
    }
    // Digits of equal width, as in the window.
    add_attribute(attributes.get(), pango_attr_font_features_new("tnum=1"), 0, text.size());
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_attributes(layout.get(), attributes.get());
    pango_layout_set_alignment(layout.get(), style.align == TextAlign::left     ? PANGO_ALIGN_LEFT
                                             : style.align == TextAlign::centre ? PANGO_ALIGN_CENTER
                                                                                : PANGO_ALIGN_RIGHT);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(layout.get(), 1.15F);
    return layout;
}

void set_width(PangoLayout* layout, double width) {
    pango_layout_set_width(layout, static_cast<int>(std::lround(std::max(1.0, width) * PANGO_SCALE)));
}

double height_of(PangoLayout* layout) {
    int width = 0, height = 0;
    pango_layout_get_size(layout, &width, &height);
    return static_cast<double>(height) / PANGO_SCALE;
}

}  // namespace

struct Canvas::State {
    std::string pdf;
    Surface surface;
    std::unique_ptr<cairo_t, DestroyContext> context;

    void begin(cairo_surface_t* made) {
        surface.reset(made);
        context.reset(cairo_create(made));
        if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
    }
};

Canvas::Canvas(Size pixels, Rgb ground) : state_(std::make_unique<State>()) {
    state_->begin(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels.cols, pixels.rows));
    fill({0, 0, static_cast<double>(pixels.cols), static_cast<double>(pixels.rows)}, ground);
}

Canvas::Canvas(const PageSize& page, const std::string& title) : state_(std::make_unique<State>()) {
    state_->begin(cairo_pdf_surface_create_for_stream(append_bytes, &state_->pdf, page.width, page.height));
    cairo_pdf_surface_set_metadata(state_->surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
}

Canvas::~Canvas() = default;

void Canvas::fill(const Box& box, Rgb colour, double opacity) {
    cairo_t* const context = state_->context.get();
    set_ink(context, colour, opacity);
    cairo_rectangle(context, box.x, box.y, box.w, box.h);
    cairo_fill(context);
}

void Canvas::outline(const Box& box, Rgb colour, double width) {
    cairo_t* const context = state_->context.get();
    const Box inside = box.inset(width / 2);
    set_ink(context, colour);
    cairo_set_line_width(context, width);
    cairo_rectangle(context, inside.x, inside.y, inside.w, inside.h);
    cairo_stroke(context);
}

void Canvas::line(double from_x, double from_y, double to_x, double to_y, Rgb colour, double width) {
    cairo_t* const context = state_->context.get();
    set_ink(context, colour);
    cairo_set_line_width(context, width);
    cairo_move_to(context, from_x, from_y);
    cairo_line_to(context, to_x, to_y);
    cairo_stroke(context);
}

void Canvas::hatch(const Box& box, Rgb colour, double distance, double width) {
    begin_clip(box);
    const auto count = static_cast<int>(std::ceil((box.w + box.h) / distance));
    for (int i = 1; i <= count; ++i)
        line(box.x + i * distance, box.y, box.x + i * distance - box.h, box.bottom(), colour, width);
    end_clip();
}

void Canvas::picture(const Box& box, const ColourBytes& picture, double opacity) {
    cairo_t* const context = state_->context.get();
    const Surface surface = surface_of(picture);
    cairo_save(context);
    cairo_translate(context, box.x, box.y);
    const double scale = box.w / picture.size.cols;
    cairo_scale(context, scale, box.h / picture.size.rows);
    // Between 1 and 2 squares of unequal size would look like a pattern.
    const bool has_squares = scale == 1 || scale >= 2;
    cairo_set_source_surface(context, surface.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), has_squares ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
    cairo_rectangle(context, 0, 0, picture.size.cols, picture.size.rows);
    cairo_clip(context);
    cairo_paint_with_alpha(context, opacity);
    cairo_restore(context);
}

void Canvas::begin_clip(const Box& box) {
    cairo_t* const context = state_->context.get();
    cairo_save(context);
    cairo_rectangle(context, box.x, box.y, box.w, box.h);
    cairo_clip(context);
}

void Canvas::end_clip() {
    cairo_restore(state_->context.get());
}

void Canvas::label(const Box& box, std::string_view text, const TextStyle& style) {
    cairo_t* const context = state_->context.get();
    const TextRun run{std::string(text)};
    const Layout layout = layout_of(context, {&run, 1}, style);
    set_width(layout.get(), box.w);
    pango_layout_set_single_paragraph_mode(layout.get(), 1);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    set_ink(context, style.colour);
    cairo_move_to(context, box.x, box.y + (box.h - height_of(layout.get())) / 2);
    pango_cairo_show_layout(context, layout.get());
}

double Canvas::paragraph(const Box& box, std::span<const TextRun> runs, const TextStyle& style) {
    cairo_t* const context = state_->context.get();
    const Layout layout = layout_of(context, runs, style);
    set_width(layout.get(), box.w);
    set_ink(context, style.colour);
    cairo_move_to(context, box.x, box.y);
    pango_cairo_show_layout(context, layout.get());
    return height_of(layout.get());
}

double Canvas::paragraph(const Box& box, std::string_view text, const TextStyle& style) {
    const TextRun run{std::string(text)};
    return paragraph(box, {&run, 1}, style);
}

double Canvas::paragraph_height(double width, std::span<const TextRun> runs, const TextStyle& style) const {
    const Layout layout = layout_of(state_->context.get(), runs, style);
    set_width(layout.get(), width);
    return height_of(layout.get());
}

double Canvas::text_width(std::string_view text, const TextStyle& style) const {
    const TextRun run{std::string(text)};
    const Layout layout = layout_of(state_->context.get(), {&run, 1}, style);
    int width = 0, height = 0;
    pango_layout_get_size(layout.get(), &width, &height);
    return static_cast<double>(width) / PANGO_SCALE;
}

ColourBytes Canvas::pixels() const {
    cairo_surface_t* const surface = state_->surface.get();
    cairo_surface_flush(surface);
    const int rows = cairo_image_surface_get_height(surface), cols = cairo_image_surface_get_width(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    const unsigned char* const bytes = cairo_image_surface_get_data(surface);
    ColourBytes result{.size = {rows, cols}, .values = {}};
    result.values.reserve(static_cast<std::size_t>(result.size.area()) * 3);
    for (int r = 0; r < rows; ++r) {
        const auto* const row = reinterpret_cast<const std::uint32_t*>(bytes + std::ptrdiff_t{r} * stride);
        for (int c = 0; c < cols; ++c) {
            const std::uint32_t word = row[c];
            for (const unsigned shift : {16U, 8U, 0U})
                result.values.push_back(static_cast<std::uint8_t>(word >> shift & 255U));
        }
    }
    return result;
}

void Canvas::next_page() {
    cairo_show_page(state_->context.get());
}

std::string Canvas::finish_pdf() {
    state_->context.reset();
    cairo_surface_finish(state_->surface.get());
    return std::move(state_->pdf);
}

}  // namespace convscope
