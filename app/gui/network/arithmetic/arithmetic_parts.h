// The list of the parts that add up to a value: the input channels of a convolution with pictures of window, kernel and
// products, or the terms of other layers. The largest come first; only visible rows are built.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "app/gui/network/arithmetic/written_numbers.h"
#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"
#include "core/nn/model/explanation.h"

namespace convscope {

class ArithmeticParts {
  public:
    /// Shows this explanation, which must stay valid while it is shown. `revision` must be a new number for each
    /// explanation.
    void set(const nn::Explanation& explanation, std::span<const ResultLine> lines, std::uint64_t revision);
    /// Resets the list for another layer: short, with the first part open.
    void start_over();
    /// Writes out the products of the open channel; call it only if there is one. Cuts the used part off the top of
    /// `area`. Returns the room at the left of the products, which is empty if there is none.
    Rect show_products(Ui& ui, Rect& area);
    /// Draws nothing if the explanation has no list. Cuts the used part off the top of `area`.
    void show_list(Scene& scene, gl::TilePainter& painter, Rect& area);

    /// An explanation's channels or terms, the largest first.
    const std::vector<std::size_t>& order() const { return order_; }
    /// The number of parts that are listed.
    std::size_t listed() const;
    /// The part whose products are written out; nullopt without channels.
    std::optional<std::size_t> open() const;
    const TileCanvas& canvas() const { return canvas_; }
    /// All numbers of the calculation as they are written.
    const WrittenNumbers& written() const { return written_; }
    bool more_digits() const { return more_digits_; }
    void set_more_digits(bool more);

  private:
    void write();
    void show_sum(Ui& ui, Rect& area) const;
    float row_height(const Ui& ui) const;
    void show_digits_button(Ui& ui, Rect& row);
    void show_rows(Scene& scene, gl::TilePainter& painter, Rect list);
    void show_channel(Scene& scene, std::size_t place, Rect row);
    void show_pictures(Scene& scene, const nn::ChannelTerms& channel, std::size_t index, Rect& row);
    void show_term(Scene& scene, std::size_t place, Rect row) const;
    float number_width(const Ui& ui) const;
    void show_number(Ui& ui, Rect rect, std::size_t place, double value) const;
    void show_more(Ui& ui, Rect row);

    const nn::Explanation* explanation_ = nullptr;
    std::uint64_t revision_ = 0;
    std::vector<std::size_t> order_;
    std::vector<float> products_;  ///< the products of all channels, as floats for the pictures
    double largest_part_ = 0;
    float largest_weight_ = 0, largest_product_ = 0;
    bool weighted_ = false;  ///< some term has a weight other than 1
    bool all_ = false;
    bool more_digits_ = false;
    std::vector<ResultLine> lines_;
    WrittenNumbers written_;
    std::optional<std::size_t> chosen_;  ///< the channel that was clicked
    TileCanvas canvas_;
};

}  // namespace convscope
