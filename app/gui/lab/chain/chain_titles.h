// The titles of the chain's columns: the operation that makes the maps, and their size as Keras writes it.
#pragma once

#include "app/gui/lab/chain/chain_scene.h"

namespace convscope {

/// A column's title, broken into lines that fit into its width.
struct ColumnTitle {
    std::string name;                    ///< "Stage 1"
    std::vector<std::string> operation;  ///< "3 × 3, ReLU"
    std::vector<std::string> size;       ///< "26 × 26 × 2"

    int lines() const { return static_cast<int>(operation.size() + size.size()); }
};

ColumnTitle column_title(const ChainScene& scene, const ChainColumn& column, float width);
/// The height of a title with `lines` lines below its name.
float title_height(const Ui& ui, int lines);
/// Draws the title into `place`, with its last line at the bottom; marks it `name`.
void draw_column_title(Ui& ui, std::string_view name, const ColumnTitle& title, Rect place);

}  // namespace convscope
