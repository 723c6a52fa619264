// Editing the pixels of a small picture on the input view: a click selects a cell, typing replaces its value, a drag
// paints. Holds only the state of editing; commands change the picture.
#pragma once

#include <optional>

#include "app/gui/lab/views/view_slot.h"

namespace convscope {

class PictureEditor {
  public:
    /// A click paints nothing, or fills the area of equal values around the pixel.
    enum class Tool { paint, fill };

    /// True while the input view is edited.
    bool on() const { return on_; }
    /// Starts or ends editing. The keyboard's focus is cleared, so that typing reaches the view.
    void turn(Ui& ui, bool on);
    /// Ends editing if the open picture has become too large for it.
    void update(const LabScene& scene);

    /// Edits the input view by pointer and keys while editing is on. `item` is the view's item.
    void edit(LabScene& scene, const ViewSlot& slot, const Item& item);
    /// Draws the cells, the selected one, and the text field in it.
    void show(LabScene& scene, const ViewSlot& slot);

    float brush() const { return brush_; }
    void set_brush(float value) { brush_ = value; }
    Tool tool() const { return tool_; }
    void set_tool(Tool tool) { tool_ = tool; }
    const std::optional<Cell>& cell() const { return cell_; }

  private:
    void paint(LabScene& scene, const ViewSlot& slot, const Item& item);
    void use_keys(LabScene& scene);
    bool use_key(LabScene& scene, const KeyPress& key);
    void move(Size size, int rows, int cols);
    void type_in(LabScene& scene, const ViewSlot& slot);
    void set_cell(LabScene& scene, Cell cell, float value) const;

    bool on_ = false;
    Tool tool_ = Tool::paint;
    float brush_ = 255;
    std::optional<Cell> cell_;    ///< the selected cell; nullopt: none
    std::optional<Cell> stroke_;  ///< the last cell of the stroke that is being drawn
    std::optional<Cell> next_;    ///< the cell that was pressed while a value was typed; it is selected afterwards
    bool painting_ = false;       ///< the pressed button has moved
};

/// The grey values that are edited: the values of the channel on screen.
Plane edited_plane(const LabScene& scene);

}  // namespace convscope
