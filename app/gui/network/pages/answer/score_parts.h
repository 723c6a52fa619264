// A score difference written out as a list of its largest parts and the sum of the others; the written numbers add up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/gui/network/scene/scene.h"
#include "app/gui/widgets/maps/tile_canvas.h"

namespace convscope {

/// The place in the network that a part comes from.
struct PartPlace {
    int node = 0;
    std::int64_t channel = 0;
    std::optional<nn::Position> at;  ///< row and column to pin; nullopt for a whole map or a vector's value
};

struct ScorePart {
    std::string label, tooltip;
    double a = 0, b = 0;  ///< factors whose product is the part; only if is_product
    bool is_product = false;
    double part = 0;
    PartPlace place;
};

/// The content of one list: the parts, constants such as the biases, and the total of all of them.
struct PartList {
    std::string name;              ///< items are named `name`.INDEX, `name`.others, `name`.fixed.INDEX, `name`.total
    std::string title;             ///< one line above the list
    std::vector<ScorePart> parts;  ///< the largest magnitude first
    struct Constant {
        std::string label;
        double value = 0;
    };
    std::vector<Constant> constants;
    std::string total_label;
    double total = 0;
    bool has_pictures = false;  ///< each part is a whole map, which is shown as a picture; otherwise each is a term
};

class ScorePartsView {
  public:
    /// Cuts the used part off the top of `area`. A click on a row shows its map or value.
    void show(Scene& scene, gl::TilePainter& painter, const PartList& list, Rect& area);
    /// Shows only the largest parts again.
    void start_over() { all_ = false; }

    /// The numbers on screen, for tests: the listed parts, the sum of the others, the constants. The total is separate.
    const std::vector<std::string>& numbers() const { return numbers_; }
    const std::string& total() const { return total_; }

  private:
    void write_numbers(const PartList& list, std::size_t listed);
    void show_part(Scene& scene, const PartList& list, std::size_t index, double largest, Rect row);
    void show_line(Ui& ui, const PartList& list, const std::string& name, const std::string& label,
                   const std::string& number, bool strong, Rect& area) const;

    bool all_ = false;
    int decimals_ = 3;
    std::vector<double> rounded_;  ///< of the listed parts
    std::vector<std::string> numbers_;
    std::string total_;
    TileCanvas canvas_;
};

}  // namespace convscope
